/* The picture as a file and on paper: what is seen now, on its ground; paper gets the light colours and open quotes. */
function snapshot() {
  const seen = holder.querySelector("canvas");
  const copy = make("canvas", { width: seen.width, height: seen.height, role: "img", "aria-label": "The graph as a picture" });
  const context = copy.getContext("2d");
  context.fillStyle = ink.paper;
  context.fillRect(0, 0, copy.width, copy.height);
  copyPicture(context);
  return copy;
}
const fileName = () => `${fold(shown.title).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "graph"}.png`;
function save() {
  redraw();
  snapshot().toBlob((blob) => {
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: fileName() }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }, "image/png");
}

/* What the fields would say that are not printed. */
function asked() {
  const { since, until, least } = state.narrow;
  const parts = [since && `from ${since}`, until && `to ${until}`, least > 1 && `told by at least ${least} articles`].filter(Boolean);
  return parts.length ? [make("p", {}, `Facts ${parts.join(" ")}`)] : [];
}
window.addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  recolor();
  redraw();
  byId("printed").replaceChildren(...asked(), ...(state.view === "picture" && holder.querySelector("canvas") ? [snapshot()] : []));
  for (const folded of panel.querySelectorAll("details")) folded.open = true;
});
window.addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  byId("printed").replaceChildren();
  recolor();
});
