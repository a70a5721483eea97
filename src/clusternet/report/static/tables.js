// Tables that can be sorted by their headers and filtered by a text.
//
// A table asks for it with data-sortable and data-filterable. Cells whose text is no plain word carry data-value,
// so that numbers are compared by value however the reader's language writes them. All words come from the page.

const FEWEST_ROWS = 8; // shorter tables are read at a glance

const language = document.documentElement.lang;
const byText = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
const written = new Intl.NumberFormat(language);

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const rowsOf = (table) => [...table.tBodies[0].rows];

// A header may span columns; cells are then found by the column it begins at.
function columnOf(header) {
  let column = 0;
  for (let cell = header.previousElementSibling; cell; cell = cell.previousElementSibling) column += cell.colSpan;
  return column;
}

function valueOf(row, column) {
  const cell = row.cells[column];
  if (!cell) return "";
  const value = cell.dataset.value ?? cell.textContent;
  return value.trim();
}

// Unknown stays last, whichever way the others stand.
function sorted(rows, column, descending) {
  const keyed = rows.map((row) => ({ row, value: valueOf(row, column) }));
  const known = keyed.filter((one) => one.value !== "");
  const numeric = known.every((one) => Number.isFinite(Number(one.value)));
  const compare = numeric
    ? (one, other) => Number(one.value) - Number(other.value)
    : (one, other) => byText.compare(one.value, other.value);
  known.sort((one, other) => (descending ? compare(other, one) : compare(one, other)));
  return [...known, ...keyed.filter((one) => one.value === "")].map((one) => one.row);
}

function makeSortable(table) {
  const original = rowsOf(table);
  const headers = [...table.tHead.rows[0].querySelectorAll("th")].filter((header) => header.textContent.trim());
  for (const header of headers) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const before = header.getAttribute("aria-sort");
      // What is counted is wanted largest first, what is named from A.
      const first = header.classList.contains("n") ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const now = before === first ? other : first;
      for (const one of headers) one.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", now);
      table.tBodies[0].append(...sorted(original, columnOf(header), now === "descending"));
    });
  }
}

function makeFilterable(table, place) {
  const rows = rowsOf(table);
  const texts = rows.map((row) => fold([...row.cells].map((cell) => cell.textContent).join(" ")));
  const words = document.body.dataset;

  const name = document.createElement("span");
  name.textContent = words.tableFilter;
  const input = document.createElement("input");
  input.type = "search";
  input.autocomplete = "off";
  input.spellcheck = false;
  const label = document.createElement("label");
  label.append(name, input);
  if (table.caption) input.setAttribute("aria-label", `${words.tableFilter}: ${table.caption.textContent.trim()}`);
  const count = document.createElement("output");
  count.setAttribute("aria-live", "polite");
  const line = document.createElement("p");
  line.className = "table-filter";
  line.append(label, count);
  place.before(line);

  const show = () => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !wanted.every((word) => texts[at].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    count.textContent = words.tableCount
      .replace("{n}", written.format(shown))
      .replace("{of}", written.format(rows.length));
  };
  input.addEventListener("input", show);
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    input.value = "";
    show();
  });
  show();
}

for (const table of document.querySelectorAll("table[data-sortable], table[data-filterable]")) {
  if (!table.tHead || !table.tBodies.length || table.tBodies[0].rows.length < FEWEST_ROWS) continue;
  if (table.dataset.filterable !== undefined) makeFilterable(table, table.closest(".scroll") ?? table);
  if (table.dataset.sortable !== undefined) makeSortable(table);
}
