// The alarms that are present, the most urgent first, each with its button.
import { timeOf } from "./words.js";

const RANK = { hi: 0, me: 1, lo: 2, none: 3 };
const MEANING = { ack: " Acknowledged.", latched: " It is over, and nobody has looked yet." };
const present = new Map();

export function setAlarm(code, alarm) {
  if (alarm === null) { present.delete(code); } else { present.set(code, alarm); }
  show();
}

export function forgetAlarms() {
  present.clear();
  show();
}

function show() {
  const focused = document.activeElement?.dataset?.acknowledge;
  const alarms = [...present.values()].sort((a, b) => RANK[a.priority] - RANK[b.priority]);
  document.getElementById("alarms").replaceChildren(...alarms.map(row));
  document.querySelector(`[data-acknowledge="${focused}"]`)?.focus();
}

function row(alarm) {
  const line = document.createElement("div");
  const text = document.createElement("span");
  const isKnown = alarm.presence === "ack";
  line.className = isKnown ? "alarm ack" : "alarm";
  line.dataset.code = alarm.code;
  text.textContent = `${alarm.text}${MEANING[alarm.presence] ?? ""}${alarm.onset ? ` Since ${timeOf(alarm.onset)}.` : ""}`;
  line.append(text);
  if (!isKnown) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Acknowledge";
    button.dataset.acknowledge = alarm.code;
    button.addEventListener("click", () => acknowledge(alarm.code));
    line.append(button);
  }
  return line;
}

// The answer comes back as a message, so that every open page shows the same; only a refusal is told here.
async function acknowledge(code) {
  let taken = false;
  try {
    taken = (await fetch(`api/alarms/${code}`, { method: "POST", headers: { "X-EdgeEcg": "1" } })).ok;
  } catch (failure) {
    if (!(failure instanceof TypeError)) { throw failure; }
  }
  const text = document.querySelector(`.alarm[data-code="${code}"] span`);
  if (!taken && text) { text.textContent += " Not acknowledged: the device did not take it."; }
}
