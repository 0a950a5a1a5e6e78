/* plugin.c - an entity whose page is written in pages/leaves.json; one more page is
 * registered here, and a folder of files for browsers. */
#include <dms/asset.h>
#include <dms/dms.h>
#include <dms/page.h>

static const char *const colours[] = { "green", "red", NULL };
static const struct dms_field fields[] = {
    { .name = "tree", .type = DMS_TEXT, .flags = DMS_REQUIRED | DMS_SEARCH },
    { .name = "colour", .type = DMS_CHOICE, .choices = colours, .flags = DMS_INDEX },
};
static const struct dms_entity leaf =
    DMS_ENTITY(.name = "a_page.leaf", .title = "tree", DMS_FIELDS(fields));

static const struct dms_page red = {
    .size = sizeof(struct dms_page),
    .name = "a_page.red_leaves",
    .text = "{\"page\":\"a_page.red_leaves\",\"kind\":\"list\",\"title\":\"a_page.page."
            "red_leaves\","
            "\"menu\":\"a_page\",\"entity\":\"a_page.leaf\",\"columns\":[\"tree\"],"
            "\"filter\":{\"colour\":\"red\"}}",
};

static const struct dms_assets files = { .size = sizeof(struct dms_assets),
                                         .name = "/leaves",
                                         .folder = "ui",
                                         .missing = "a_page.page.leaves" };

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &leaf, error);
    if (st == DMS_OK)
        st = dms_register_page(registrar, &red, error);
    return st == DMS_OK ? dms_register_assets(registrar, &files, error) : st;
}

DMS_PLUGIN(.name = "a_page", .version = "1.0.0", .start = start);
