import assert from "node:assert/strict";
import { test } from "node:test";

import { listed, present, rows, vendored } from "../../.ci/vendored.js";

test("what is taken over is what the packages hold, with imports made relative", () => {
  const texts = vendored();
  assert.ok(texts.size > 0);
  for (const [file, text] of texts) assert.equal(present(file), text, file);
  assert.deepEqual(listed(), rows(texts));
});
