// Calls of the contract that the host answers by itself.

import { expect, test } from "vitest";
import { hostUnderTest } from "../../tests/support/host-under-test.ts";

const at = hostUnderTest();

test.each(["file:///etc/passwd", "javascript:alert(1)", "nonsense"])(
  "the link %s is not opened",
  async (url) => {
    expect(await at.window.call("app.openLink", { url })).toMatchObject({ failed: { code: "LINK_REFUSED" } });
  },
);
