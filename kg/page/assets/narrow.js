/* The filters by date and by number of articles: fields that stay as they are while one types in them. */
const dated = facts.some((fact) => fact.when !== null);
const most = facts.reduce((found, fact) => Math.max(found, fact.articles.length), 1);
/* A month as the browser's field gives it; where it has none, people may also type a year alone. */
function month(text, ofYear) {
  const found = /^\s*((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?\s*$/.exec(text);
  return found ? `${found[1]}-${found[2] || ofYear}` : "";
}
function readNarrow() {
  const least = Math.min(most, Math.max(1, Math.round(Number(leastField.value)) || 1));
  const narrow = { since: month(sinceField.value, "01"), until: month(untilField.value, "12"), least };
  if (Object.keys(narrow).some((name) => narrow[name] !== state.narrow[name])) change({ narrow });
  markNarrow();
}
const monthField = (label) => make("input", { type: "month", "aria-label": label, placeholder: "YYYY-MM", onchange: readNarrow });
const sinceField = monthField("From month"), untilField = monthField("To month");
const leastField = make("input", { type: "number", min: 1, max: most, value: 1, "aria-label": "Least number of articles", onchange: readNarrow, oninput: readNarrow });
const fields = (title, hint, ...rows) => make("section", { class: "narrow", title: hint }, make("h2", {}, title), ...rows);
const field = (before, input, after = "") => make("p", {}, make("span", {}, before), input, after);
filters.append(
  upper,
  ...(dated ? [fields("Dates", "The date of the event or, where none is told, of its articles", field("from", sinceField), field("to", untilField))] : []),
  ...(most > 1 ? [fields("Articles", "Facts that at least so many articles tell", field("at least", leastField, make("span", { class: "count" }, `of ${most}`)))] : []),
  lower,
);

/* Shows what is asked for where it was set otherwise than in the field one is in. */
function fillNarrow() {
  const { since, until, least } = state.narrow;
  for (const [input, value, ofYear] of [[sinceField, since, "01"], [untilField, until, "12"], [leastField, least, ""]])
    if (input !== document.activeElement && (value === "" || month(input.value, ofYear) !== value)) input.value = value;
  markNarrow();
}
/* A date that is none, or an end before its beginning. */
function markNarrow() {
  const { since, until } = state.narrow;
  const crossed = since !== "" && until !== "" && since > until;
  for (const input of [sinceField, untilField]) input.setAttribute("aria-invalid", String(crossed || (input.value !== "" && !month(input.value, "01"))));
}
