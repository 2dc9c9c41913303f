// The doctor's checks from the page: each result with its remedy as soon as the device has it.
const WORDS = { ok: "ok", warn: "warning", fail: "failed", skipped: "left out" };
const byId = id => document.getElementById(id);
let results = [];
let expected = 0;

async function run() {
  // Not disabled: the one who pressed it by keys would lose their place.
  const button = byId("doctor-run");
  if (button.getAttribute("aria-disabled") === "true") { return; }
  button.setAttribute("aria-disabled", "true");
  [results, expected] = [[], 0];
  byId("doctor").replaceChildren();
  say("Looking …");
  try {
    say(await ask());
  } catch (failure) {
    if (!(failure instanceof TypeError)) { throw failure; }
    say("The device went away meanwhile; what it had found is below.");
  } finally {
    byId("doctor-progress").hidden = true;
    button.removeAttribute("aria-disabled");
  }
}

/** @returns what to say at the end. */
async function ask() {
  const response = await fetch("api/doctor", { method: "POST", headers: { "X-EdgeEcg": "1" } });
  if (!response.ok) {
    return response.status === 409 ? "Somebody is running it now; try again in a minute." : "The device refuses to run it.";
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + next.value).split("\n");
    rest = lines.pop();
    lines.map(line => JSON.parse(line)).forEach(take);
  }
  return `${results.length} checks: ${count("ok")} ok, ${count("warn")} warnings, ${count("fail")} failed, ${count("skipped")} left out.`;
}

const count = verdict => results.filter(result => result.verdict === verdict).length;

function take(line) {
  if ("checks" in line) {
    expected = line.checks;
  } else {
    results.push(line);
    groupOf(line.group).append(row(line));
  }
  const progress = byId("doctor-progress");
  progress.hidden = false;
  progress.max = Math.max(expected, results.length);
  progress.value = results.length;
}

function groupOf(name) {
  const id = `doctor-${name}`;
  if (!byId(id)) {
    const title = document.createElement("h3");
    const list = document.createElement("ul");
    title.textContent = name;
    list.id = id;
    byId("doctor").append(title, list);
  }
  return byId(id);
}

function row(result) {
  const item = document.createElement("li");
  item.className = result.verdict;
  item.append(part("span", "verdict", WORDS[result.verdict]), part("strong", "", result.name), part("span", "found", result.found));
  if (result.remedy) { item.append(part("span", "remedy", `What to do: ${result.remedy}`)); }
  return item;
}

function part(kind, name, text) {
  const element = document.createElement(kind);
  element.className = name;
  element.textContent = text;
  return element;
}

function say(text) { byId("doctor-state").textContent = text; }

byId("doctor-run").addEventListener("click", run);
