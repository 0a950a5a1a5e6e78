/* claims.h - a plugin keeps to names of its own, so that nobody takes one from another unawares. */
#ifndef DMS_UNIT_CLAIMS_H
#define DMS_UNIT_CLAIMS_H

#include <stdbool.h>

#include "unit/registrar.h"

struct name_kind {
    const char *what;  /* i18n "unit.what.WHAT" */
    const char *marks; /* one of them follows the plugin's id in names of its own; "": none are */
    bool shared;       /* other names may be had, too, by who comes first */
    bool core;         /* even together, but for the core's */
    size_t list, name; /* offsets in struct dms_registrar and in a card; 0: looked up elsewhere */
};

extern const struct name_kind name_call, name_figure, name_workflow, name_hook,
    name_subscriber, name_timer, name_check, name_importer, name_role, name_config,
    name_assets;

/* NAME is OWNER's, as its manifest says; its own id above all. */
void claims_add(struct dms_house *house, const char *name, const char *owner);
void claims_free(void *claim);
/* INVALID, with who has it, when REGISTRAR's owner may not give something this NAME. */
enum dms_status claims_allow(const struct dms_registrar *registrar,
                            const struct name_kind *kind, const char *name,
                            struct dms_error *error);
/* The same refusal, of what OTHER has. */
enum dms_status claims_taken(const struct dms_registrar *registrar,
                            const struct name_kind *kind, const char *name,
                            const char *other, struct dms_error *error);

#endif
