/* plugin.h - a plugin is one constant card behind one door.
 *
 *     DMS_PLUGIN(.name = "crm", .version = "1.0.0", .start = crm_start);
 *
 * makes dms_plugin_v1, the only symbol a plugin shows. The core copies SIZE bytes of the
 * card and zeroes the rest, so members are only ever appended. Since 1.0. */
#ifndef DMS_PLUGIN_H
#define DMS_PLUGIN_H

#include "dms/registrar.h"

#define DMS_ABI_MAJOR 1
#define DMS_ABI_MINOR 0

struct dms_plugin {
    uint32_t magic;     /* DMS_PLUGIN_MAGIC */
    uint32_t size;      /* sizeof(struct dms_plugin) where it was built */
    uint16_t abi_major; /* must equal the core's */
    uint16_t abi_minor; /* minor it was built against */
    uint16_t abi_back;  /* how many minors before abi_minor it can also live with */
    uint16_t reserved;
    const char *name;    /* REQUIRED, equal to the manifest's id */
    const char *version; /* REQUIRED, equal to the manifest's version */
    enum dms_status (*start)(struct dms_registrar *registrar, struct dms_error *error); /* REQUIRED */
    void (*stop)(struct dms_house *house); /* OPTIONAL */
    /* OPTIONAL: after the house is open, for plugins with threads of their own (a server). */
    enum dms_status (*serve)(struct dms_house *house, struct dms_error *error);
};

#define DMS_PLUGIN_MAGIC UINT32_C(0x31534d44) /* "DMS1" */

/* A card of an older minor is always welcome. One of a newer minor only when it says, in
 * abi_back, that it can live with ours. */
#define DMS_PLUGIN(...)                                                   \
    DMS_API extern const struct dms_plugin dms_plugin_v1;                 \
    const struct dms_plugin dms_plugin_v1 = { .magic = DMS_PLUGIN_MAGIC,  \
                                              .size = sizeof(struct dms_plugin), \
                                              .abi_major = DMS_ABI_MAJOR, \
                                              .abi_minor = DMS_ABI_MINOR, \
                                              __VA_ARGS__ }

#endif
