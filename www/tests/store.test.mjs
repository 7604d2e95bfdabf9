/** Nothing that the clerk has is lost: the page's store, alone, in a real browser whose tabs die, quarrel and fill the disk. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { serveParts } from "./harness.mjs";
import { contents, launch, openPage, skip } from "./support.mjs";

describe("store", { skip, timeout: 400_000 }, () => {
  let browser;
  let server;

  before(async () => {
    server = await serveParts("store/index.ts");
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A browser profile of its own; `tab()` opens the store in a tab, with what it tells in `globalThis.told`. */
  async function profile(body, { init } = {}) {
    // Nothing is in the storage yet.
    const opened = await openPage(browser, { firstVisit: true });
    const context = opened.page.context();
    if (init) {
      await context.addInitScript(init);
    }
    const tab = async (page) => {
      page ??= await context.newPage();
      await page.goto(server.url);
      await page.waitForFunction(() => "parts" in globalThis);
      await page.evaluate(async () => {
        globalThis.told = [];
        const tell = (what) => (value) => globalThis.told.push([what, value]);
        globalThis.events = Object.fromEntries(["saved", "trouble", "writable", "followed"].map((name) => [name, tell(name)]));
        globalThis.content = (more = {}) => ({
          name: "八月观摩", data: { kind: "object", value: { targets: [{ name: "脱贫", done: "4.98万人" }] } }, draft: null, composed: "# 讲话\n", genre: "observation_speech",
          layout: null, seed: 0, options: { sources: false, forced: false, seal: null, map: null }, ...more,
        });
        globalThis.store = await parts.openStore();
        /** Opens the project that was changed last, or a new one. */
        globalThis.last = async (more) => {
          const [latest] = await store.projects();
          globalThis.open = latest ? await store.open(latest.id, events) : await store.create(content(more), events);
          return open.project;
        };
      });
      return page;
    };
    try {
      await body({ first: await tab(opened.page), tab, context });
      opened.assertQuiet();
    } finally {
      await opened.close();
    }
  }

  const draftOf = (page) => page.evaluate(async () => (await last()).draft);

  test("a change is written within a second, by itself, and is there after a reload: files byte for byte", () =>
    profile(async ({ first, tab }) => {
      const seal = [...randomBytes(2000)];
      const took = await first.evaluate(async (seal) => {
        await last({ data: { kind: "file", name: "八月.xlsx", bytes: new Uint8Array(seal) } });
        const begun = performance.now();
        open.change({ draft: "改过的" });
        while (!open.saved) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        const ms = performance.now() - begun;
        open.change({ options: { ...open.project.options, sources: true, seal: { name: "印章.png", bytes: new Uint8Array(seal) } }, layout: "official" });
        await open.flush();
        return ms;
      }, seal);
      assert.ok(took < 1000, `${took} ms`);
      await tab(first);
      const project = await first.evaluate(async () => {
        const { data, options, ...rest } = await last();
        if (!open.writable) {
          throw new Error("the page that was reloaded still has it");
        }
        return { ...rest, data: { ...data, bytes: [...data.bytes] }, options: { ...options, seal: { ...options.seal, bytes: [...options.seal.bytes] } } };
      });
      const { id, modified, ...rest } = project;
      assert.match(id, /^[0-9a-f]{24}$/);
      assert.ok(Math.abs(modified - Date.now()) < 60_000);
      assert.deepEqual(rest, {
        name: "八月观摩", draft: "改过的", composed: "# 讲话\n", genre: "observation_speech", layout: "official", seed: 0,
        data: { kind: "file", name: "八月.xlsx", bytes: seal },
        options: { sources: true, forced: false, seal: { name: "印章.png", bytes: seal }, map: null },
      });
      assert.deepEqual(await first.evaluate(() => store.projects()), [
        { id, modified, name: "八月观摩", genre: "observation_speech", characters: 3 },
      ]);
      assert.equal(await first.evaluate(() => store.notice), null);
      assert.equal(await first.evaluate(() => store.setting("persistence-asked")), true);
    }));

  for (const [how, kill] of [
    ["its renderer crashes", async (page) => {
      const session = await page.context().newCDPSession(page);
      const gone = page.waitForEvent("crash");
      session.send("Page.crash").catch(() => {});
      await gone;
    }],
    ["it is closed without a word", (page) => page.close({ runBeforeUnload: false })],
  ]) {
    test(`a tab is killed in mid-edit, as ${how}: nothing typed more than two seconds before is lost`, () =>
      profile(async ({ tab }) => {
        const page = await tab();
        await page.evaluate(async () => {
          await last();
          let draft = "";
          setInterval(() => {
            draft += `${Date.now()} `;
            open.change({ draft });
          }, 50);
        });
        await page.waitForTimeout(3500);
        const killed = Date.now();
        await kill(page);
        const kept = (await draftOf(await tab())).trim().split(" ").map(Number);
        assert.ok(kept.length > 20 && kept.every((time, index) => index === 0 || time > kept[index - 1]), "all from the beginning");
        assert.ok(killed - kept.at(-1) < 2000, `${killed - kept.at(-1)} ms are lost`);
      }));
  }

  test("what was typed in the very moment of leaving is kept, though the database has not answered", () =>
    profile(async ({ first, tab }) => {
      await first.evaluate(async () => {
        await last();
        // A disk that does not answer any more.
        IDBDatabase.prototype.transaction = () => {
          throw new DOMException("the disk does not answer", "UnknownError");
        };
        open.change({ draft: "最后一句", data: { kind: "object", value: { targets: [] } } });
      });
      await tab(first);
      assert.deepEqual(await first.evaluate(async () => {
        const { draft, data } = await last();
        return { draft, data, journals: Object.keys(localStorage) };
      }), { draft: "最后一句", data: { kind: "object", value: { targets: [] } }, journals: [] });
      await tab(first);
      assert.equal(await draftOf(first), "最后一句", "and is in the database by now");
    }));

  test("what cannot be written is told, kept in the journal, tried again, and told to be well", () =>
    profile(async ({ first }) => {
      const told = await first.evaluate(async () => {
        await last();
        const { transaction } = IDBDatabase.prototype;
        IDBDatabase.prototype.transaction = () => {
          throw new DOMException("the disk is gone", "UnknownError");
        };
        open.change({ draft: "未保存" });
        await open.flush();
        const failed = { told: told.at(-1), saved: open.saved, journal: localStorage.length };
        IDBDatabase.prototype.transaction = transaction;
        await open.flush();
        return { failed, after: told.slice(-2).map(([what, value]) => [what, what === "saved" ? typeof value : value]), journal: localStorage.length };
      });
      assert.deepEqual(told.failed.told[0], "trouble");
      assert.match(told.failed.told[1], /^改动尚未保存（the disk is gone），正在重试/);
      assert.deepEqual([told.failed.saved, told.failed.journal], [false, 1]);
      assert.deepEqual(told.after, [["trouble", null], ["saved", "number"]]);
      assert.equal(told.journal, 0);
    }));

  test("states that are replaced become versions, at most one a minute; a version is restored, and what was there is one too", () =>
    profile(async ({ first }) => {
      const result = await first.evaluate(async () => {
        const now = Date.now;
        const write = async (minute, draft) => {
          Date.now = () => 1_700_000_000_000 + minute * 60_000;
          open.change({ draft });
          await open.flush();
        };
        Date.now = () => 1_700_000_000_000 - 60_000;
        await last();
        for (const [minute, draft] of [[0, "一"], [0.2, "一二"], [0.4, "一二三"], [2, "一二三四"], [5, "五"]]) {
          await write(minute, draft);
        }
        await open.keep("送审稿");
        await write(7, "六");
        const listed = (await open.versions()).map(({ time, name, characters }) => [(time - 1_700_000_000_000) / 60_000, name, characters]);
        const [sent] = (await open.versions()).filter(({ name }) => name === "送审稿");
        const previewed = (await open.version(sent.id)).draft;
        const restored = (await open.restore(sent.id)).draft;
        const latest = await open.version((await open.versions())[0].id);
        Date.now = now;
        return { listed, previewed, restored, latest: latest.draft, stored: (await store.projects())[0].characters, absent: await open.version("none") };
      });
      assert.deepEqual(result.listed, [[5, "送审稿", 1], [2, null, 4], [0.4, null, 3], [-1, null, 3]]);
      assert.deepEqual([result.previewed, result.restored, result.latest, result.stored, result.absent], ["五", "五", "六", 1, null]);
    }));

  test("of many versions those of the last hour stay, one an hour of the last day, one a day before; named ones always; a hundred in all", () =>
    profile(async ({ first }) => {
      const kept = await first.evaluate(async () => {
        const now = Date.now;
        const end = 1_700_000_000_000;
        const at = async (minutesAgo, draft, keep) => {
          Date.now = () => end - minutesAgo * 60_000;
          open.change({ draft });
          await open.flush();
          if (keep) {
            await open.keep(keep);
          }
        };
        Date.now = () => end - 400 * 24 * 3_600_000;
        await last();
        for (let day = 300; day > 2; day--) {
          await at(day * 1440, `日${day}`, day === 250 ? "去年" : undefined);
        }
        for (let minute = 36 * 60; minute > 0; minute -= 10) {
          await at(minute, `分${minute}`);
        }
        const ages = (await open.versions()).map(({ time, name }) => ({ minutes: (end - time) / 60_000, name }));
        Date.now = now;
        return ages;
      });
      const unnamed = kept.filter(({ name }) => name === null).map(({ minutes }) => minutes);
      assert.equal(kept.length - unnamed.length, 1);
      assert.equal(unnamed.length, 100);
      assert.equal(unnamed.filter((age) => age < 60).length, 4, "every one of the last hour: 20, 30, 40 and 50 minutes ago");
      const hours = unnamed.filter((age) => age >= 70 && age < 23 * 60);
      assert.ok(hours.length >= 20 && hours.length <= 24, `${hours.length} of the last day`);
      assert.ok(unnamed.at(-1) > 50 * 1440, "days reach back as far as a hundred go");
    }));

  test("a second tab is told, follows, takes over with every word of the first, which can only read then", () =>
    profile(async ({ first, tab }) => {
      await first.evaluate(() => last());
      const second = await tab();
      await second.evaluate(() => last());
      const writable = (page) => page.evaluate(() => open.writable);
      assert.deepEqual([await writable(first), await writable(second)], [true, false]);
      assert.equal(await second.evaluate(() => open.change({ draft: "不应写入" })), false);

      await first.evaluate(() => open.change({ draft: "第一" }));
      await second.waitForFunction(() => told.some(([what, value]) => what === "followed" && value.draft === "第一"));
      const taken = await first.evaluate(() => open.change({ draft: "第一，刚写的" }));
      assert.equal(taken, true);
      await second.evaluate(() => open.takeOver());
      assert.equal(await second.evaluate(() => open.project.draft), "第一，刚写的");
      await first.waitForFunction(() => told.some(([what, value]) => what === "writable" && value === false));
      assert.deepEqual([await writable(first), await writable(second)], [false, true]);
      assert.equal(await first.evaluate(() => open.change({ draft: "不应写入" })), false);

      await second.evaluate(() => open.change({ draft: "第二" }));
      await first.waitForFunction(() => open.project.draft === "第二");
      assert.equal(await first.evaluate(() => store.remove(open.project.id)), false, "open elsewhere");
      await second.close();
      await first.evaluate(() => open.takeOver());
      assert.deepEqual(await first.evaluate(() => [open.writable, open.project.draft]), [true, "第二"]);
      assert.equal(await first.evaluate(async () => (await open.close(), store.remove(open.project.id))), true);
      assert.deepEqual(await first.evaluate(() => store.projects()), []);
    }));

  test("a tab that hangs loses its project after three seconds; its words become a version when it wakes", () =>
    profile(async ({ first, tab }) => {
      await first.evaluate(() => last());
      const second = await tab();
      await second.evaluate(() => last());
      const hangs = first.evaluate(() => {
        open.change({ draft: "挂起前的话" });
        for (const end = performance.now() + 5000; performance.now() < end; ) {
          // A tab that is busy, or asleep.
        }
      });
      await second.evaluate(async () => {
        await open.takeOver();
        open.change({ draft: "第二" });
        await open.flush();
      });
      await hangs;
      await first.waitForFunction(() => open.project.draft === "第二" && !open.writable);
      const versions = await second.evaluate(async () => {
        const named = (await open.versions()).filter(({ name }) => name !== null);
        return Promise.all(named.map(async ({ id, name }) => [name, (await open.version(id)).draft]));
      });
      assert.deepEqual(versions, [["移交前未及保存的内容", "挂起前的话"]]);
      assert.equal(await second.evaluate(() => open.project.draft), "第二");
    }));

  test("without Web Locks, as on pages served without HTTPS, the tabs agree by themselves", () =>
    profile(
      async ({ first, tab }) => {
        await first.evaluate(() => last());
        const second = await tab();
        await second.evaluate(() => last());
        assert.equal(await second.evaluate(() => open.writable), false);
        await first.evaluate(() => void open.change({ draft: "第一" }));
        await second.evaluate(() => open.takeOver());
        assert.deepEqual(await second.evaluate(() => [open.writable, open.project.draft]), [true, "第一"]);
        await first.waitForFunction(() => !open.writable);
      },
      { init: () => delete Navigator.prototype.locks },
    ));

  test("where the browser keeps nothing, all works in memory and says so", () =>
    profile(
      async ({ first }) => {
        const result = await first.evaluate(async () => {
          await last();
          open.change({ draft: "无痕" });
          await open.flush();
          await open.keep("留存");
          await open.close();
          const again = await last();
          return { notice: store.notice, draft: again.draft, versions: (await open.versions()).length };
        });
        assert.match(result.notice, /^浏览器不允许本页保存内容/);
        assert.deepEqual([result.draft, result.versions], ["无痕", 2]);
      },
      { init: () => (IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); }) },
    ));

  test("when the disk is full the oldest versions go first; then it is told, and nothing is lost", () =>
    profile(async ({ first }) => {
      await first.evaluate(async () => {
        const now = Date.now;
        await last();
        globalThis.noise = (size) => Array.from({ length: size / 64 }, () => crypto.randomUUID() + crypto.randomUUID().slice(0, 28)).join("");
        for (let minute = 0; minute < 8; minute++) {
          Date.now = () => now() + minute * 61_000;
          open.change({ draft: noise(2 ** 20) });
          await open.flush();
        }
        Date.now = now;
        await open.keep("送审稿");
      });
      const count = () => first.evaluate(async () => (await open.versions()).length);
      const before = await count();
      assert.ok(before >= 8);
      // From now on every write of a new part is refused while there are more than two versions, as a full disk would.
      await first.evaluate(() => {
        const { put } = IDBObjectStore.prototype;
        const proto = IDBTransaction.prototype;
        globalThis.room = 2;
        IDBObjectStore.prototype.put = function (value, ...rest) {
          const request = put.call(this, value, ...rest);
          if (this.name === "projects") {
            const counted = this.transaction.objectStore("versions").count();
            counted.onsuccess = () => {
              if (counted.result > room) {
                Object.defineProperty(this.transaction, "error", { value: new DOMException("full", "QuotaExceededError") });
                proto.abort.call(this.transaction);
              }
            };
          }
          return request;
        };
      });
      await first.evaluate(async () => {
        open.change({ draft: "写得下" });
        await open.flush();
      });
      assert.deepEqual(await first.evaluate(() => [open.saved, told.filter(([what]) => what === "trouble").length]), [true, 0]);
      assert.ok((await count()) < before);
      assert.deepEqual(await first.evaluate(async () => (await open.versions()).flatMap(({ name }) => name ?? [])), ["送审稿"]);

      const full = await first.evaluate(async () => {
        room = -1;
        open.change({ draft: "写不下" });
        await open.flush();
        return { saved: open.saved, trouble: told.at(-1), draft: open.project.draft, journal: localStorage.length };
      });
      assert.deepEqual(await first.evaluate(async () => [await open.keep("不成"), await open.close(), open.writable]), [false, false, true]);
      assert.match(full.trouble[1], /^磁盘空间不足，改动尚未保存。请立即导出工程文件/);
      assert.deepEqual([full.saved, full.draft, full.journal], [false, "写不下", 1]);
    }));

  test("when all that the site keeps is cleared under an open project, the whole of it is written anew", () =>
    profile(async ({ first, tab }) => {
      await first.evaluate(() => last());
      const second = await tab();
      await second.evaluate(() => new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase("huibao");
        request.onsuccess = resolve;
        request.onerror = reject;
      }));
      await first.evaluate(async () => {
        open.change({ draft: "还在" });
        await open.flush();
      });
      await tab(second);
      assert.deepEqual(await second.evaluate(async () => {
        const { draft, composed, data } = await last();
        return { draft, composed, data };
      }), { draft: "还在", composed: "# 讲话\n", data: { kind: "object", value: { targets: [{ name: "脱贫", done: "4.98万人" }] } } });
    }));

  test("settings and the clerk's own fonts are kept", () =>
    profile(async ({ first, tab }) => {
      await first.evaluate(() => store.setSetting("faces", [{ role: "body", bytes: new Uint8Array([1, 2, 3]) }]));
      await tab(first);
      assert.deepEqual(await first.evaluate(async () => (await store.setting("faces")).map(({ role, bytes }) => [role, ...bytes])), [["body", 1, 2, 3]]);
    }));

  describe("project file", () => {
    /** Reads bytes as a file that the clerk drops in. */
    const read = (page, bytes, name = "八月.huibao") =>
      page.evaluate(async ([base64, name]) => {
        const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
        try {
          const { kind, content, version } = await parts.readChosen(new File([bytes], name));
          return { kind, content: JSON.stringify(content, (_, value) => (value instanceof Uint8Array ? [...value] : value)), version };
        } catch (error) {
          return { code: error.code, message: error.message };
        }
      }, [Buffer.from(bytes).toString("base64"), name]);

    const write = async (page, more) =>
      Buffer.from(await page.evaluate(async (more) => {
        const bytes = new Uint8Array(await (await parts.writeProjectFile(content(more), "0.1.0")).arrayBuffer());
        return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
      }, more), "base64");

    /** An archive that Python writes: of each file name and text, and how often the text is repeated. */
    const python = (files) =>
      execFileSync("python3", ["-c", `
import sys,io,json,zipfile
out=io.BytesIO()
with zipfile.ZipFile(out,"w",zipfile.ZIP_DEFLATED) as z:
    for name,text,*times in json.load(sys.stdin): z.writestr(name,text*(times[0] if times else 1))
sys.stdout.buffer.write(out.getvalue())`], { input: JSON.stringify(files) });

    test("holds what the project holds, in an archive that others read; read again it is the same", () =>
      profile(async ({ first }) => {
        for (const more of [{}, { draft: "\ufeff# 自己的话\r\n", layout: "official", seed: 3, name: "市委/八月：观摩" }]) {
          const file = await write(first, more);
          assert.deepEqual(await write(first, more), file, "the same bytes");
          const { kind, content, version } = await read(first, file);
          assert.deepEqual([kind, version], ["project", "0.1.0"]);
          assert.deepEqual(JSON.parse(content), await first.evaluate((more) => content(more), more));
          assert.equal(contents(file).get("draft.md")?.toString(), more.draft);
        }
        const [enclosed, again] = await first.evaluate(async () => {
          const bytes = (...values) => new Uint8Array(values);
          const given = content({
            data: { kind: "file", name: "八月.xlsx", bytes: bytes(0x50, 0x4b, 3, 4, 0, 255) },
            options: { sources: true, forced: true, seal: { name: "印章.PNG", bytes: bytes(1, 2) }, map: { name: "边界.geojson", bytes: bytes(3) } },
          });
          const file = await parts.writeProjectFile(given, "0.1.0");
          globalThis.file = new Uint8Array(await file.arrayBuffer());
          const plain = (value) => JSON.parse(JSON.stringify(value, (_, part) => (part instanceof Uint8Array ? [...part] : part)));
          return [plain(given), plain((await parts.readProjectFile(globalThis.file)).content)];
        });
        assert.deepEqual(again, enclosed);
        const names = [...contents(Buffer.from(await first.evaluate(() => [...globalThis.file]))).keys()];
        assert.deepEqual(names, ["project.json", "data.xlsx", "composed.md", "seal.png", "map.geojson", "options.json"]);
      }));

    test("packed by another program it is read just as well", () =>
      profile(async ({ first }) => {
        const files = [...contents(await write(first, { draft: "# 自己的话\n" }))].map(([name, bytes]) => [name, bytes.toString()]);
        const { kind, content } = await read(first, python([...files.reverse(), ["说明.txt", "另附"]]));
        assert.equal(kind, "project");
        assert.equal(JSON.parse(content).draft, "# 自己的话\n");
      }));

    test("of a newer format it is refused, with the version that is needed", () =>
      profile(async ({ first }) => {
        const files = [["project.json", JSON.stringify({ format: 2, version: "3.1.0" })], ["figures.bin", ""]];
        const { code, message } = await read(first, python(files));
        assert.equal(code, "newer");
        assert.match(message, /更新版本的“汇报”（3\.1\.0）.*文件没有改动/);
      }));

    test("damaged, hostile or too large, it is refused in words, in no time", () =>
      profile(async ({ first }) => {
        const good = await write(first, {});
        const flipped = Buffer.from(good);
        flipped[good.indexOf("4.98")] ^= 1;
        const of = (...files) => [["project.json", JSON.stringify({ format: 1, data: { file: "data.json", name: null } })], ...files];
        const bomb = python([["project.json", "{}"], ["data.json", "0", 300 * 2 ** 20]]);
        assert.ok(bomb.length < 2 ** 20);
        // A bomb that says that it is small.
        const liar = Buffer.from(bomb);
        const directory = liar.lastIndexOf(Buffer.from("504b0102", "hex"));
        liar.writeUInt32LE(10, directory + 24);
        const cases = [
          ["cut short", good.subarray(0, good.length - 40), "not_a_project"],
          ["one bit", flipped, "damaged"],
          ["not an archive", Buffer.from("PKzip? no"), "not_a_project"],
          ["empty", Buffer.alloc(0), "not_a_project"],
          ["another archive", python([["word/document.xml", "<w/>"]]), "not_a_project"],
          ["out of the folder", python(of(["../../etc/passwd", "x"])), "not_a_project"],
          ["an absolute name", python(of(["/etc/passwd", "x"])), "not_a_project"],
          ["a name of Windows", python(of(["C:\\boot.ini", "x"])), "not_a_project"],
          ["too many files", python(Array.from({ length: 100 }, (_, index) => [`${index}`, ""])), "too_large"],
          ["a bomb", bomb, "too_large"],
          ["a bomb that lies", liar, "damaged"],
          ["without data", python(of(["options.json", "{}"], ["composed.md", ""])), "damaged"],
          ["data that is a list", python(of(["options.json", "{}"], ["composed.md", ""], ["data.json", "[]"])), "damaged"],
          ["no JSON", python([["project.json", "{"]]), "damaged"],
        ];
        for (const [what, bytes, code] of cases) {
          const begun = Date.now();
          const refused = await read(first, bytes);
          assert.equal(refused.code, code, `${what}: ${JSON.stringify(refused)}`);
          assert.match(refused.message, /工程文件/);
          assert.ok(Date.now() - begun < 5000, what);
        }
      }));

    test("a file of 50 MB is refused before it is read; data is passed on as it is", () =>
      profile(async ({ first }) => {
        const refused = await first.evaluate(async () => {
          const file = new File([new Uint8Array(50_000_000)], "全省.xlsx");
          file.arrayBuffer = () => Promise.reject(new Error("was read"));
          return parts.readChosen(file).then(() => null, ({ code, message }) => ({ code, message }));
        });
        assert.equal(refused.code, "too_large");
        assert.match(refused.message, /^“全省\.xlsx”有 50\.0 MB，超过 40\.0 MB 的上限，未打开。/);
        const gone = await first.evaluate(async () => {
          const file = new File(["{}"], "不在了.json");
          file.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotFoundError"));
          return parts.readChosen(file).catch(({ code, message }) => ({ code, message }));
        });
        assert.equal(gone.code, "unreadable");
        assert.deepEqual(await first.evaluate(async () => {
          const { kind, name, bytes } = await parts.readChosen(new File(["{}"], "八月.json"));
          return [kind, name, new TextDecoder().decode(bytes)];
        }), ["data", "八月.json", "{}"]);
      }));
  });
});
