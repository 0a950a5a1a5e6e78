/* access.h - who somebody is and what they may do; default is no.
 *
 * The grants are records; this is their compiled form, rebuilt when one changes. */
#ifndef DMS_ACCESS_ACCESS_H
#define DMS_ACCESS_ACCESS_H

#include "dms/access.h"
#include "storage/query.h"

struct access;

/* One person in one request; lives in the scratch it was loaded into. */
struct actor {
    int64_t user; /* 0: the house */
    const char *name, *language;
    bool house;   /* full rights */
    const char **roles;
    size_t role_count;
    int64_t *stores; /* where the user works; the first is the usual one */
    size_t store_count;
    int64_t *team;   /* users in the teams the user leads, and the user */
    size_t team_count;
    uint64_t role_bits; /* set by access_actor: bit n is the n-th role of the compiled grants */
};

/* What an actor may do with one entity: the union of the roles' grants. */
struct permission {
    uint32_t actions; /* enum dms_action over all scopes */
    uint32_t scope_of[8]; /* widest enum dms_scope per action bit */
    const struct entity *entity;
    const uint64_t *hidden; /* bit per field index that every grant excepts; may be NULL */
};

struct access *access_create(void);
void access_destroy(struct access *access);
/* Reads core.role, core.grant into the compiled form. Safe under load: units that run keep
 * the form they began with. */
enum dms_status access_reload(struct access *access, struct storage_session *session,
                              const struct entity_set *set, struct dms_error *error);
/* The user by login name. FORBIDDEN ("access.unknown_user") when unknown or switched off. */
enum dms_status access_actor(struct access *access, struct storage_session *session,
                             const struct entity_set *set, const char *name,
                             struct scratch *scratch, struct actor *actor,
                             struct dms_error *error);
void access_house_actor(struct actor *actor);
bool actor_has_role(const struct actor *actor, const char *role);

/* Fills PERMISSION; actions 0 when nothing is granted. */
void access_permission(struct access *access, const struct actor *actor,
                       const struct entity *entity, struct permission *permission);
/* FORBIDDEN with entity and action in words. */
enum dms_status permission_need(const struct permission *permission, enum dms_action action,
                                struct dms_error *error);
bool permission_sees_field(const struct permission *permission, const struct entity_field *field);
/* True when the field's value must be masked for the actor (personal, sensitive, secret). */
bool permission_masks(const struct permission *permission, const struct entity_field *field);
/* The rows ACTION reaches. */
void permission_scope(const struct permission *permission, const struct actor *actor,
                      enum dms_action action, struct row_scope *scope);
/* Does SCOPE hold this record? The same answer as the SQL gives. */
bool scope_holds(const struct row_scope *scope, const struct dms_record *record);

/* Masks on the server: "138****5678", "310**********1234", surname kept. Lives in SCRATCH. */
const char *mask_text(const char *mask, const char *text, struct scratch *scratch);

/* The core's own entities: core.brand, core.store, core.user, core.role, core.grant,
 * core.setting, core.calendar_day, core.task, core.message. Ends with NULL. */
extern const struct dms_entity *const access_entities[];

#endif
