// Menu: items that can be found and clicked, on no screen.

const { strict } = require("./strict.cjs");

const KNOWN = [
  "id",
  "label",
  "sublabel",
  "type",
  "role",
  "enabled",
  "accelerator",
  "registerAccelerator",
  "click",
  "submenu",
];
let applicationMenu = null;

function buildFromTemplate(template) {
  const items = template.map((given) => {
    const unknown = Object.keys(given).filter((key) => !KNOWN.includes(key));
    if (unknown.length > 0) throw new Error(`The stand-in does not know the menu option ${unknown}`);
    const { click, submenu, ...rest } = given;
    const item = { enabled: true, type: submenu ? "submenu" : "normal", ...rest };
    // As Electron does: from a program, too, and whether it is enabled or not.
    item.click = () => click?.(item, undefined, {});
    if (submenu) item.submenu = buildFromTemplate(submenu);
    return item;
  });
  const getMenuItemById = (id) => {
    for (const item of items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  };
  return strict("Menu", { items, getMenuItemById });
}

exports.Menu = strict("Menu", {
  buildFromTemplate,
  getApplicationMenu: () => applicationMenu,
  setApplicationMenu: (menu) => void (applicationMenu = menu),
});
