// What the map knows: columns written into the page, and who stands beside whom in them.
// Nothing is measured here; counts and places come from the page.

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function readMap(block) {
  const data = JSON.parse(block.textContent);
  const organizations = data.organizations.length;
  const byName = new Intl.Collator(data.language, { numeric: true });

  // Nodes are numbered through: organizations first, then projects.
  const beside = Array.from({ length: organizations + data.projects.length }, () => []);
  data.source.forEach((organization, line) => {
    const project = organizations + data.target[line];
    beside[organization].push(project);
    beside[project].push(organization);
  });

  const isProject = (node) => node >= organizations;
  const nameOf = (node) => (isProject(node) ? data.projects[node - organizations] : data.organizations[node]);
  const inOrder = (nodes) => [...nodes].sort((one, other) => byName.compare(nameOf(one), nameOf(other)));
  const manages = new Set(data.manages);

  function partnersOf(organization) {
    const partners = new Set(beside[organization].flatMap((project) => beside[project]));
    partners.delete(organization);
    return inOrder(partners);
  }

  // A node, what it shares lines with, and whom it meets there.
  function around(node) {
    return new Set(isProject(node) ? [node, ...beside[node]] : [node, ...beside[node], ...partnersOf(node)]);
  }

  function inCluster(cluster) {
    const members = data.clusters.flatMap((own, node) => (own.includes(cluster) ? [node] : []));
    return new Set([...members, ...members.flatMap((member) => beside[member])]);
  }

  const folded = data.organizations.map((name) => ` ${fold(name).replace(/[^\p{L}\p{N}]+/gu, " ")}`);

  // Names in which every word asked for begins a word; those with most partners first.
  function search(text) {
    const words = fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    if (!words.length) return [];
    const found = folded.flatMap((name, node) => (words.every((word) => name.includes(` ${word}`)) ? [node] : []));
    return found.sort((one, other) => data.partnersOf[other] - data.partnersOf[one]);
  }

  return { data, organizations, beside, isProject, nameOf, inOrder, manages, partnersOf, around, inCluster, search };
}
