// Heart rate, electrodes, the device's own numbers and its model.
import { timeOf } from "./words.js";

const ELECTRODES = ["in1p", "in1n", "in2p", "in2n"];
const byId = id => document.getElementById(id);

export function list(id, rows) {
  byId(id).replaceChildren(...rows.flatMap(([name, value]) => {
    const term = document.createElement("dt");
    const text = document.createElement("dd");
    term.textContent = name;
    text.textContent = value ?? "–";
    return [term, text];
  }));
}

export function showState(state) {
  const off = state.leads_off;
  const none = ELECTRODES.every(name => off.includes(name));
  const valid = state.heart_rate_valid;
  byId("rate").textContent = valid ? `${Math.round(state.heart_rate_bpm)} bpm` : none ? "no lead" : "not valid";
  byId("rate").classList.toggle("invalid", !valid);
  byId("validity").textContent = none ? "Nothing is watched until the electrodes are on."
    : state.learning ? "Learning this wearer's normal beat; beats are not scored yet."
    : valid ? "Mean of the last eight intervals." : "No rate can be told from the signal now.";
  list("heart", [
    ["Signal quality", none ? null : `${Math.round(100 * state.quality)} %`], ["Beats", state.beats],
    ["Abnormal", state.beats_abnormal], ["Events", state.events], ["At", timeOf(state.time)],
  ]);
  for (const name of ELECTRODES) {
    byId(name).classList.toggle("off", off.includes(name));
    byId(`${name}-name`).classList.toggle("off", off.includes(name));
  }
  byId("leads-text").textContent = off.length === 0
    ? "All electrodes are connected." : `Off: ${off.map(name => name.toUpperCase()).join(", ")}.`;
}

/** The device is not heard: nothing that was shown may look live. */
export function showSilence() {
  byId("rate").textContent = "no connection";
  byId("rate").classList.add("invalid");
  byId("validity").textContent = "The device is not heard; the numbers below are old.";
}

export function showHealth(health) {
  list("health", [
    ["Running for", `${Math.round(health.uptime_s / 60)} min`], ["Samples", health.samples],
    ["Samples lost", health.samples_lost], ["Bad frames", health.frames_bad],
    ["Waiting for the broker", health.queue_depth], ["Messages dropped", health.messages_dropped],
    ["Processor", `${health.cpu_percent} %`], ["Memory", `${health.memory_mb} MB`],
    ["Temperature", health.cpu_temperature_c === null ? null : `${health.cpu_temperature_c} °C`],
    ["Disk free", health.disk_free_mb === null ? null : `${health.disk_free_mb} MB`],
    ["Last error", health.last_error ?? "none"], ["Told at", timeOf(health.time)],
  ]);
}

export function showInfo(info) {
  byId("device").textContent = info.name;
  byId("test").hidden = !info.test;
  list("about", [["Program", info.program_version], ["Board", info.board]]);
}
