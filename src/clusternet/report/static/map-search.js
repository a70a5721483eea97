// The field that finds an organization: suggestions under it, chosen with the arrow keys and Enter or by pointing.

const MOST_SUGGESTIONS = 8;

function mapSearch(map, input, list, { onChoose, say }) {
  const { text } = map.data;
  let found = [];
  let active = -1;

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(at) {
    active = at;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function suggest() {
    const all = map.search(input.value);
    found = all.slice(0, MOST_SUGGESTIONS);
    list.replaceChildren(
      ...found.map((node, at) => {
        const first = map.data.symbols[map.data.clusters[node][0]];
        const option = element("li", { id: `map-option-${at}`, role: "option", "aria-selected": "false" });
        if (first) option.append(drawnSymbol(first));
        option.append(map.nameOf(node));
        return option;
      }),
    );
    const any = found.length > 0;
    list.hidden = !any;
    input.setAttribute("aria-expanded", String(any));
    mark(-1);
    if (!input.value.trim()) return;
    const count = new Intl.NumberFormat(map.data.language).format(all.length);
    say(any ? text.found.replace("{n}", count) : text.found_none);
  }

  function choose(at) {
    const node = found[at];
    if (node === undefined) return;
    input.value = map.nameOf(node);
    close();
    onChoose(node);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const down = event.key === "ArrowDown";
    if (down || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) suggest();
      if (found.length) mark((active + (down ? 1 : active < 0 ? 0 : -1) + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) suggest();
      choose(Math.max(active, 0));
    } else if (event.key === "Escape" && !list.hidden) {
      // The first Escape closes the list, the next one what is open behind it.
      event.stopPropagation();
      close();
    }
  });
  // Before the field loses the focus, and the list with it.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose([...list.children].indexOf(option));
  });

  return { clear: () => { input.value = ""; close(); } };
}
