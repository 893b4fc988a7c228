/** The frame around the parts: day, status, data label, what-if banner, empty and loading states. */

import { byId, el, fill } from "../base/dom.js";
import { bi, dayName, number } from "../base/text.js";
import { get } from "../day/api.js";
import { changeWords } from "./delta.js";
import { statusWords } from "./planning.js";

/** Keeps the frame in step with the state. */
export function makeFrame(state, { open }) {
  const show = (now) => {
    byId("date").value = now.date;
    byId("day-name").textContent = dayName(now.date);
    document.body.classList.toggle("loading", now.loading);
    document.body.classList.toggle("assuming", now.model?.view.status === "scenario");
    byId("main").setAttribute("aria-busy", String(now.loading));
    for (const part of document.querySelectorAll("[data-needs=plan]")) part.hidden = !now.model;
    for (const part of document.querySelectorAll("[data-needs=problem]")) part.hidden = !now.problem;
    showStatus(now);
    showEmpty(now);
    showStanding(now.model);
    showAssumed(now, open);
    showMade(now);
  };
  state.on(["date", "loading", "model", "problem", "scenario", "roads", "lines"], show);
  show(state.get());
}

function showStatus({ loading, model }) {
  const box = byId("status");
  box.className = `status ${loading ? "loading" : (model?.view.status ?? "none")}`;
  if (loading) fill(box, bi("Đang tải…", "Loading…"));
  else if (model) fill(box, bi(...capital(statusWords(model.view))));
  else fill(box, bi("Chưa có kế hoạch", "No plan"));
}

const capital = (words) => words.map((word) => word[0].toUpperCase() + word.slice(1));

function showEmpty({ loading, model, problem, date }) {
  const box = byId("empty");
  const trouble = !byId("trouble").hidden;
  box.hidden = loading || Boolean(model) || trouble;
  if (box.hidden) return;
  const day = dayName(date);
  if (problem) {
    fill(
      box,
      el("h2", {}, bi(`Chưa có kế hoạch cho ${day}`, "No plan yet")),
      el(
        "p",
        {},
        bi(
          "Dữ liệu của ngày đã có. Bấm “Lập kế hoạch” bên dưới.",
          "The day's data are stored. Press “Plan the day” below.",
        ),
      ),
    );
    return;
  }
  const days = el("p", { class: "days" });
  showDays(days);
  fill(
    box,
    el("h2", {}, bi(`Chưa có dữ liệu cho ${day}`, "No data for this day")),
    el(
      "p",
      {},
      bi("Chọn ngày khác, hoặc tải dữ liệu ngày lên:", "Choose another day, or upload the day's data:"),
      " ",
      el("code", {}, "POST /v1/problems"),
    ),
    days,
  );
}

/** Offers the days that have plans; the page is as useful without them. */
async function showDays(box) {
  const { plans } = await get("/v1/plans?limit=200").catch(() => ({ plans: [] }));
  const dates = [...new Set(plans.map((plan) => plan.date))].sort((a, b) => b.localeCompare(a)).slice(0, 7);
  fill(
    box,
    dates.map((date) => el("a", { class: "button", href: `/?date=${date}` }, dayName(date))),
  );
}

function showStanding(model) {
  const box = byId("standing");
  const doubtful = model?.standing.doubtful ?? 0;
  box.hidden = !doubtful;
  if (!doubtful) return;
  const part = `${number(doubtful)}/${number(model.standing.all)}`;
  fill(
    box,
    "⚠ ",
    bi(
      `Dữ liệu tổng hợp hoặc ước tính (${part} địa điểm) – không phải số thật.`,
      `Synthetic or estimated data (${part} places) – not real figures.`,
    ),
  );
}

function showAssumed({ model, base, scenario }, open) {
  const box = byId("assumed");
  box.hidden = model?.view.status !== "scenario";
  if (box.hidden) return;
  const back = el(
    "button",
    { type: "button", id: "back", class: "main" },
    bi("Về kế hoạch gốc", "Back to the plan"),
  );
  back.addEventListener("click", () => open(model.view.base_plan_id));
  fill(
    box,
    el(
      "p",
      {},
      el("strong", {}, bi("GIẢ ĐỊNH", "WHAT IF")),
      " ",
      scenario && base ? changeWords(scenario.changes, base) : null,
      " – ",
      bi("không phải kế hoạch sẽ chạy.", "not the plan that will be driven."),
    ),
    back,
  );
}

function showMade({ model, roads, lines }) {
  if (!model) {
    fill(byId("made"));
    return;
  }
  const { id, problem_sha256: hash, figures } = model.view;
  fill(
    byId("made"),
    [id, figures.engine, `${number(figures.seconds ?? 0)} s`, hash.slice(0, 12)].filter(Boolean).join(" · "),
  );
  const source = model.problem.roads.file;
  const credit = /osm|openstreetmap/iu.test(source) ? " © OpenStreetMap contributors (ODbL)" : "";
  const words = roads
    ? bi(`Đường: ${source}${credit}`, "roads")
    : bi("Không có bản đồ đường của ngày này.", "No road map of this day here.");
  const straight = [...(lines?.values() ?? [])].flat().some((line) => line.straight);
  const drawn = straight
    ? bi("Đường thẳng không phải lối đi thật.", "Straight lines are not the way driven.")
    : null;
  fill(
    byId("map-source"),
    lines ? words : bi("Đang vẽ đường đi…", "Drawing the routes…"),
    drawn && " ",
    drawn,
  );
}
