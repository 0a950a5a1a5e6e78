/* tests/core/script/meta_test.c  proves  core/script/meta.c, meta_dms.c: what editors are told is
 * Lua, names what the house has, and leaves out no function of dms. */
#include "shop.h"
#include "script/library.h"
#include "script/meta.h"

static char *
meta(struct shop *shop)
{
    shop_must(shop, script_activate(shop->house, &shop->error));
    return meta_write(shop->house, "en");
}

static void
the_annotations_are_lua_and_name_what_the_house_has(void **state)
{
    static const char *const wanted[] = {
        "---@meta dms\n",
        "---@class crm.lead : dms.record\n",
        "---@field source (\"web\"|\"phone\"|\"walk_in\")? ",
        "---@field budget (integer)? ",
        "---@alias dms.role \"admin\"|",
    };
    char *text = meta(*state);
    lua_State *lua = luaL_newstate();
    assert_int_equal(luaL_loadstring(lua, text), LUA_OK);
    lua_close(lua);
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++)
        if (strstr(text, wanted[i]) == NULL)
            fail_msg("no %s", wanted[i]);
    free(text);
}

static void
no_function_of_dms_is_left_out(void **state)
{
    static const luaL_Reg *const parts[] = { library_read, library_time, library_money,
                                             library_effects, library_declare };
    char *text = meta(*state), name[80];
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        for (const luaL_Reg *part = parts[i]; part->name != NULL; part++) {
            snprintf(name, sizeof(name), "function dms.%s(", part->name);
            if (strstr(text, name) == NULL)
                fail_msg("no %s", name);
        }
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_annotations_are_lua_and_name_what_the_house_has, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(no_function_of_dms_is_left_out, shop_setup,
                                        shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
