/* registrar.h - where a plugin says what it brings, during start and only then.
 *
 * Everything registered remembers its owner. Tables are copied; what they point to
 * (names, callbacks, data) must stay until the house closes. INVALID names what is wrong
 * with the declaration; contradictions between plugins are found after all have started.
 *
 * Names begin with the plugin's id, so that two never meet on one: "ID.noun" (entities, workflows by
 * their entity, calls, figures), "ID/noun" (hooks, subscribers, timers). Checks, importers, sections of
 * settings and assets may have a short one ("plate") while nobody else does; a plugin that is to have it
 * whoever starts first lists it in plugin.json under "names". Roles are the shop's, together.
 * Since 1.0. */
#ifndef DMS_REGISTRAR_H
#define DMS_REGISTRAR_H

#include "dms/access.h"
#include "dms/asset.h"
#include "dms/call.h"
#include "dms/entity.h"
#include "dms/event.h"
#include "dms/figure.h"
#include "dms/hook.h"
#include "dms/importer.h"
#include "dms/page.h"
#include "dms/workflow.h"

DMS_EXTERN_C_BEGIN

struct dms_registrar;
struct dms_house;

/* The house the plugin is loaded into. Borrowed; not to be asked before start has returned. */
DMS_API struct dms_house *dms_registrar_house(struct dms_registrar *registrar);

/* Each takes a card as its header describes it; a card that makes no sense by itself is INVALID
 * "unit.bad_card" with the name. */
DMS_API enum dms_status dms_register_entity(struct dms_registrar *registrar,
                                            const struct dms_entity *entity,
                                            struct dms_error *error);
/* A field added to somebody's entity: "x_…" names only. BRAND in the label, not the table. */
DMS_API enum dms_status dms_register_field(struct dms_registrar *registrar, const char *entity,
                                           const struct dms_field *field,
                                           struct dms_error *error);
DMS_API enum dms_status dms_register_check(struct dms_registrar *registrar,
                                           const struct dms_check *check,
                                           struct dms_error *error);
DMS_API enum dms_status dms_register_hook(struct dms_registrar *registrar,
                                          const struct dms_hook *hook, struct dms_error *error);
DMS_API enum dms_status dms_register_workflow(struct dms_registrar *registrar,
                                              const struct dms_workflow *workflow,
                                              struct dms_error *error);
DMS_API enum dms_status dms_register_call(struct dms_registrar *registrar,
                                          const struct dms_call_card *call,
                                          struct dms_error *error);
DMS_API enum dms_status dms_register_subscriber(struct dms_registrar *registrar,
                                                const struct dms_subscriber *subscriber,
                                                struct dms_error *error);
DMS_API enum dms_status dms_register_timer(struct dms_registrar *registrar,
                                           const struct dms_timer_handler *handler,
                                           struct dms_error *error);
DMS_API enum dms_status dms_register_role(struct dms_registrar *registrar,
                                          const struct dms_role *role, struct dms_error *error);
DMS_API enum dms_status dms_register_grant(struct dms_registrar *registrar,
                                           const struct dms_grant *grant,
                                           struct dms_error *error);
DMS_API enum dms_status dms_register_importer(struct dms_registrar *registrar,
                                              const struct dms_importer *importer,
                                              struct dms_error *error);
/* FILL is asked when a record runs on a rule version that is not loaded: it registers the
 * workflows of that version with the registrar it is given, or fails. */
typedef enum dms_status (*dms_version_fill)(struct dms_registrar *registrar, int64_t version,
                                            void *data, struct dms_error *error);
DMS_API enum dms_status dms_register_versions(struct dms_registrar *registrar,
                                              dms_version_fill fill, void *data,
                                              struct dms_error *error);

/* A figure about another plugin's entity is left out while that one is off, or does not have
 * its fields. INVALID: the plugin's own entity or field is not there. Since 1.1. */
DMS_API enum dms_status dms_register_figure(struct dms_registrar *registrar,
                                            const struct dms_figure *figure,
                                            struct dms_error *error);

DMS_EXTERN_C_END

#endif
