/* future.c - a plugin of minor 9 whose card has grown, and which says that it can live with any
 * minor before. */
#include <dms/dms.h>

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    (void)registrar, (void)error;
    return DMS_OK;
}

struct future_plugin {
    struct dms_plugin now;
    void (*dream)(void);
    const char *motto;
};

DMS_API extern const struct future_plugin dms_plugin_v1;
const struct future_plugin dms_plugin_v1 = { .now = { .magic = DMS_PLUGIN_MAGIC,
                                                      .size =
                                                          sizeof(struct future_plugin),
                                                      .abi_major = DMS_ABI_MAJOR,
                                                      .abi_minor = 9,
                                                      .abi_back = 9,
                                                      .name = NAME,
                                                      .version = "1.0.0",
                                                      .start = start },
                                             .motto = "later" };
