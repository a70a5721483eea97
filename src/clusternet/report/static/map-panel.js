// What is said of the organization, or project, that was chosen.

function element(tag, { text, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  made.append(...children);
  return made;
}

function drawnSymbol(symbol) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  for (const [name, value] of [["class", "sy"], ["viewBox", "-10.5 -10.5 21 21"], ["aria-hidden", "true"]]) {
    picture.setAttribute(name, value);
  }
  use.setAttribute("href", `#${symbol.ref}`);
  picture.append(use);
  return picture;
}

function mapPanel(map, panel, { onChoose, onClose }) {
  const { data } = map;
  const { text } = data;

  function clustersOf(organization) {
    const own = data.clusters[organization].map((cluster) => data.symbols[cluster]);
    if (!data.symbols.length) return [];
    if (!own.length) return [element("span", { class: "unknown", text: text.no_cluster })];
    return own.map((symbol) => element("span", { class: "chip" }, drawnSymbol(symbol), symbol.name));
  }

  // Every name leads on to what it names.
  function links(nodes) {
    const items = nodes.map((node) => {
      const button = element("button", { type: "button", class: "map-link", text: map.nameOf(node) });
      button.dataset.node = node;
      const first = map.isProject(node) ? undefined : data.symbols[data.clusters[node][0]];
      return element("li", {}, ...(first ? [drawnSymbol(first)] : []), button);
    });
    return element("ul", { class: nodes.every(map.isProject) ? "brief" : "" }, ...items);
  }

  function group(title, count, note, list) {
    const head = element("h5", { text: title });
    head.append(" ", element("b", { text: count }));
    if (note) head.append(" ", element("small", { text: note }));
    return element("div", { class: "map-group" }, head, list);
  }

  function organization(node) {
    const partners = map.partnersOf(node);
    const all = partners.length === data.partnersOf[node];
    const drawn = text.partners_drawn.replace("{n}", new Intl.NumberFormat(data.language).format(partners.length));
    const clusters = element("p", { class: "map-of" }, ...clustersOf(node));
    if (map.manages.has(node)) clusters.append(element("small", { text: text.manages }));
    return [
      clusters,
      group(text.projects, data.projectsOf[node], "", links(map.inOrder(map.beside[node]))),
      group(text.partners, data.partnersWritten[node], all ? "" : drawn, links(partners)),
    ];
  }

  function project(node) {
    const participants = map.inOrder(map.beside[node]);
    const count = new Intl.NumberFormat(data.language).format(participants.length);
    const what = element("p", { class: "map-of", text: text.project });
    return [what, group(text.taking_part, count, "", links(participants))];
  }

  panel.addEventListener("click", (event) => {
    const link = event.target.closest("[data-node]");
    if (link) onChoose(Number(link.dataset.node));
    if (event.target.closest(".map-close")) onClose();
  });

  return {
    show(node) {
      const title = element("h4", { id: "map-panel-title", tabindex: "-1", text: map.nameOf(node) });
      const close = element("button", { type: "button", class: "map-close", "aria-label": text.close, text: "×" });
      const body = element("div", { class: "map-body" }, ...(map.isProject(node) ? project(node) : organization(node)));
      panel.replaceChildren(close, title, body);
      // On the side where the chosen one is not.
      panel.classList.toggle("left", data.x[node] > 0.7 * data.width);
      panel.setAttribute("role", "group");
      panel.setAttribute("aria-labelledby", title.id);
      panel.hidden = false;
      panel.scrollTop = 0;
      return title;
    },
    hide() {
      panel.hidden = true;
      panel.replaceChildren();
    },
  };
}
