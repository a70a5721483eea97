/* Draws the figures again where scripts run, so that each point answers; the drawn ones stay for paper. */
for (const place of document.querySelectorAll("[data-plot]")) {
  const block = document.getElementById(place.dataset.plot);
  if (!block || typeof Plotly === "undefined") continue;
  const { data, layout } = JSON.parse(block.textContent);
  const figure = place.closest("figure");
  figure.classList.add("drawn");
  if (place.clientWidth < 640 && layout.showlegend) {
    layout.annotations = []; // no room for names beside points, and the legend stands above them
    layout.height += 22 * data.length;
  }
  Plotly.newPlot(place, data, layout, { displayModeBar: false, responsive: true, doubleClick: false })
    .catch(() => figure.classList.remove("drawn"));
}
