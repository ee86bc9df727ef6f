"use strict";
(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const inOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

  // A cell is sorted by its data-value where it has one, and by its text elsewhere.
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return "value" in cell.dataset ? Number(cell.dataset.value) : cell.textContent.trim();
  };
  const compare = (one, other) => (typeof one === "number" ? one - other : inOrder.compare(one, other));

  const sort = (table, heading) => {
    const upward = heading.getAttribute("aria-sort") === "none"
      ? !heading.classList.contains("number")
      : heading.getAttribute("aria-sort") === "descending";
    for (const other of heading.parentNode.cells) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", upward ? "ascending" : "descending");
    const body = table.tBodies[0];
    const keyed = Array.from(body.rows, (row) => [keyOf(row, heading.cellIndex), row]);
    keyed.sort(([one], [other]) => (upward ? compare(one, other) : compare(other, one)));
    body.append(...keyed.map(([, row]) => row));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    for (const button of table.tHead.querySelectorAll("button")) {
      button.addEventListener("click", () => sort(table, button.parentNode));
    }
  }

  const search = document.getElementById("search");
  const kind = document.getElementById("kind");
  const shown = document.getElementById("shown");
  const rows = Array.from(document.getElementById("grades").tBodies[0].rows, (row) => ({
    row,
    text: plain(`${row.cells[0].textContent} ${row.dataset.find}`),
    kinds: row.dataset.kinds.split(" "),
  }));
  const filter = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { row, text, kinds } of rows) {
      const fits = words.every((word) => text.includes(word)) && (!kind.value || kinds.includes(kind.value));
      if (row.hidden === fits) row.hidden = !fits;
      count += fits;
    }
    shown.value = `${count} of ${rows.length} shown`;
  };
  search.addEventListener("input", filter);
  kind.addEventListener("change", filter);

  // A tooltip goes away with Escape, and comes back when its term is left and met again.
  for (const term of document.querySelectorAll(".term")) {
    document.addEventListener("keydown", (event) => event.key === "Escape" && term.classList.add("closed"));
    for (const left of ["mouseleave", "blur"]) term.addEventListener(left, () => term.classList.remove("closed"));
  }
})();
