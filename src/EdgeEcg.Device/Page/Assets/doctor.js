// The doctor's checks from the page: one run at a time, each result with its remedy.
const byId = id => document.getElementById(id);
const WORDS = { ok: "ok", warn: "warning", fail: "failed", skipped: "skipped" };

async function run() {
  const button = byId("doctor-run");
  button.disabled = true;
  byId("doctor-state").textContent = "Running; this takes some seconds …";
  const response = await fetch("api/doctor", { method: "POST", headers: { "X-EdgeEcg": "1" } });
  button.disabled = false;
  if (!response.ok) {
    byId("doctor-state").textContent = response.status === 409 ? "Somebody is running it now." : "The checks could not be run.";
    return;
  }
  const checks = await response.json();
  const count = verdict => checks.filter(check => check.verdict === verdict).length;
  byId("doctor-state").textContent =
    `${count("ok")} ok, ${count("warn")} warnings, ${count("fail")} failed, ${count("skipped")} skipped.`;
  byId("doctor").replaceChildren(...checks.map(row));
}

function row(check) {
  const item = document.createElement("li");
  item.className = check.verdict;
  const name = document.createElement("strong");
  name.textContent = `${WORDS[check.verdict] ?? check.verdict}: ${check.group}, ${check.name}. `;
  const text = document.createElement("span");
  text.textContent = check.remedy ? `${check.found}. Remedy: ${check.remedy}` : check.found;
  item.append(name, text);
  return item;
}

byId("doctor-run").addEventListener("click", run);
