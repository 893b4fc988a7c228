import assert from "node:assert/strict";
import { test } from "node:test";

import {
  clock,
  counts,
  dayName,
  fold,
  km,
  moment,
  money,
  short,
  span,
} from "../../service/board/base/text.js";

test("a clock tells the day where it is not the plan's own", () => {
  assert.equal(clock(0), "00:00");
  assert.equal(clock(7 * 3600 + 5 * 60 + 59), "07:05");
  assert.equal(clock(86_400 + 40 * 60), "00:40\u00a0(+1\u00a0ng.)");
  assert.equal(clock(-60), "23:59\u00a0(−1\u00a0ng.)");
  assert.equal(clock(null), "–");
});

test("a span is rounded up to the minute", () => {
  assert.equal(span(0), "0 h 00");
  assert.equal(span(3601), "1 h 01");
});

test("numbers are written as in Viet Nam", () => {
  assert.equal(money(1_234_567), "1.234.567 ₫");
  assert.equal(km(22_740), "22,7 km");
  assert.equal(km(99_949), "99,9 km");
  assert.equal(km(5_170_646), "5.171 km");
  assert.equal(counts({ "40L": 12, "10L": 1000 }), "12\u00a0×\u00a040L, 1.000\u00a0×\u00a010L");
  assert.equal(counts({}), "–");
});

test("a date has its weekday, a moment the time of Viet Nam", () => {
  assert.equal(dayName("2026-12-01"), "Thứ Ba 01/12/2026");
  assert.equal(moment("2026-11-30T18:30:00Z"), "01/12 01:30");
});

test("search meets names without their accents, composed or not", () => {
  assert.equal(fold("Bệnh viện Đa khoa"), "benh vien da khoa");
  assert.equal(fold("Trà My".normalize("NFD")), fold("tra my"));
});

test("names are shortened as dispatchers do", () => {
  assert.equal(short("Bệnh viện Đa khoa khu vực Quảng Nam"), "BV ĐK KV Quảng Nam");
  assert.equal(short("Trung tâm Y tế Núi Thành"), "TTYT Núi Thành");
});
