/** Links to the run sheets of each depot, as a page to print and as a table. */

import { byId, el, fill } from "../base/dom.js";
import { bi, counts, number } from "../base/text.js";
import { get } from "../day/api.js";

/** Shows the run sheets of the published plan, and says so where another plan is looked at. */
export async function showSheets(date, plans) {
  const box = byId("sheets");
  if (!plans.some((plan) => plan.status === "published")) {
    fill(box, el("p", {}, bi("Có phiếu sau khi công bố.", "There are run sheets once a plan is published.")));
    return;
  }
  const { revision, run_sheets: sheets } = await get(`/v1/schedules/${date}/run-sheets`);
  fill(
    box,
    el("p", { class: "hint" }, bi(`Theo bản ${revision} đã công bố.`, `Of published revision ${revision}.`)),
    el("ul", { class: "sheets" }, ...sheets.map(sheet)),
  );
}

function sheet({ depot_name: name, trips, loaded, empties_back: back, href }) {
  const link = (form, word) =>
    el(
      "a",
      {
        href: `${href}?format=${form}`,
        class: "button",
        ...(form === "html" ? { target: "_blank", rel: "noopener" } : {}),
      },
      word,
      el("span", { class: "unseen" }, ` ${name}`),
    );
  return el(
    "li",
    {},
    el(
      "span",
      {},
      el("strong", {}, name),
      el(
        "small",
        {},
        bi(`${number(trips)} chuyến`, "trips"),
        ` · ${counts(loaded)} · `,
        bi(`vỏ về ${counts(back)}`, "empties back"),
      ),
    ),
    el("span", { class: "links" }, link("html", "In / Print"), link("csv", "CSV")),
  );
}
