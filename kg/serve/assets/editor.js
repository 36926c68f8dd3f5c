// Starts the editor: this server's endpoint only, no look-ups elsewhere, the named queries as examples.
"use strict";
(async () => {
  const linked = new URLSearchParams(location.hash.slice(1)).get("query");
  const examples = await (await fetch("/queries.json")).json();
  Yasgui.Yasqe.defaults.autocompleters = [];
  Yasgui.Yasqe.defaults.prefixCcApi = "";
  // Tables show values without their datatypes, until somebody wants to see these.
  const { draw } = Yasgui.Yasr.plugins.table.prototype;
  Yasgui.Yasr.plugins.table.prototype.draw = function (chosen) {
    return draw.call(this, { compact: true, ...this.persistentConfig, ...chosen });
  };
  const endpoint = new URL("/sparql", location.href).href;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint },
    endpointCatalogueOptions: { getData: () => [] },
    copyEndpointOnNewTab: true,
    persistenceId: null,
    yasqe: { value: linked || examples[0].text, createShareableLink: null },
  });
  const show = (text) => {
    const tab = yasgui.getTab();
    tab.getYasqe().setValue(text);
    return tab.query();
  };
  const select = document.getElementById("examples");
  for (const example of examples) select.append(new Option(`${example.name}: ${example.help}`, example.name));
  select.addEventListener("change", () => {
    const example = examples.find((one) => one.name === select.value);
    if (example) show(example.text);
  });
  if (linked) yasgui.getTab().getYasqe().setValue(linked);
  document.body.classList.add("ready");
})();
