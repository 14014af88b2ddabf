"use strict";

// Shows the edition of one language and hides the other.
function show(tag) {
  for (const edition of document.querySelectorAll(".edition")) {
    edition.hidden = edition.lang !== tag;
  }
  document.documentElement.lang = tag;
  window.scrollTo(0, 0);
}

for (const button of document.querySelectorAll(".switch")) {
  button.addEventListener("click", () => {
    const shown = button.closest(".edition").lang;
    const other = [...document.querySelectorAll(".edition")].find((edition) => edition.lang !== shown);
    if (other) show(other.lang);
  });
}

// What a cell is sorted by: its exact figure where it has one, else its text.
function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.key ?? cell.textContent;
}

function compare(a, b, figures) {
  if (!figures) return a.localeCompare(b, document.documentElement.lang, { numeric: true });
  if (a === "" || b === "") return (a === "") - (b === "");
  return Number(a) - Number(b);
}

function sort(head) {
  const table = head.closest("table");
  const body = table.tBodies[0];
  const column = head.cellIndex;
  const figures = head.classList.contains("figures");
  const ascending = head.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const rows = [...body.rows];
  rows.sort((a, b) => {
    const order = compare(key(a, column), key(b, column), figures);
    return ascending ? order : -order;
  });
  body.append(...rows);
}

// Heads are no buttons: browsers leave buttons out where they repeat a head on paper.
for (const head of document.querySelectorAll("th")) {
  head.addEventListener("click", () => sort(head));
  head.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    sort(head);
  });
}

// On paper every table is unfolded but the very long ones.
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".edition:not([hidden]) details.table")) {
    if (details.querySelectorAll("tbody tr").length <= 200) details.open = true;
  }
});
