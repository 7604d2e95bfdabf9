/** When something was, as one says it: today by the hour, before by the day. */

import { language } from "./texts.js";

const locale = language === "en" ? "en" : "zh-CN";
const hour = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(locale, { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const date = new Intl.DateTimeFormat(locale, { year: "numeric", month: "long", day: "numeric" });

/** @param time in milliseconds since 1970. */
export function when(time: number): string {
  const [then, now] = [new Date(time), new Date()];
  if (then.toDateString() === now.toDateString()) {
    return hour.format(then);
  }
  return (then.getFullYear() === now.getFullYear() ? day : date).format(then);
}
