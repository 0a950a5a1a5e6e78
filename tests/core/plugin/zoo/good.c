/* good.c - the plain plugin every other animal of the zoo is measured against. The tests
 * compile it with other values for NAME and the card's numbers. */
#include <dms/dms.h>

#ifndef NAME
#define NAME "good"
#endif
#ifndef VERSION
#define VERSION "1.0.0"
#endif
#ifndef RETURN
#define RETURN DMS_OK
#endif

#ifdef UNBOUND
enum dms_status UNBOUND(void);
#undef RETURN
#define RETURN UNBOUND()
#endif

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    (void)registrar, (void)error;
    return RETURN;
}

#ifdef CARD
DMS_API extern const struct dms_plugin dms_plugin_v1;
const struct dms_plugin dms_plugin_v1 = { .magic = DMS_PLUGIN_MAGIC,
                                          .size = sizeof(struct dms_plugin),
                                          .abi_major = DMS_ABI_MAJOR,
                                          .abi_minor = DMS_ABI_MINOR,
                                          .name = NAME,
                                          .version = VERSION,
                                          .start = start,
                                          CARD };
#else
DMS_PLUGIN(.name = NAME, .version = VERSION, .start = start);
#endif
