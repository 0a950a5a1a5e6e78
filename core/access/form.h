/* form.h - the compiled form of users, roles, grants, stores and brands at one moment. */
#ifndef DMS_ACCESS_FORM_H
#define DMS_ACCESS_FORM_H

#include "access/access.h"
#include "base/list.h"
#include "base/map.h"

struct brand_info {
    int64_t id;
    const char *code;
};

struct user_info {
    int64_t id, leader;
    const char *name, *language;
    bool active, everywhere;
    struct list roles; /* of names; the array lives in the form's memory */
    uint64_t *role_bits;
    int64_t *stores, *team;
    size_t store_count, team_count;
    const char *roles_text, *stores_text; /* as the record has them */
};

struct grant_row {
    const char *entity, *except; /* except: NULL for none */
    size_t role;                 /* position in the form's roles */
    uint32_t actions, scope;
};

/* The grants that speak of one entity. */
struct grant_group {
    const struct grant_row **rows;
    size_t count;
};

struct access_form {
    size_t holds; /* under the lock of the access */
    struct scratch *memory;
    struct list brands, stores, users; /* sorted by id */
    struct list roles;                 /* of const char * */
    struct list grants;                /* of struct grant_row */
    struct map roles_by_name;          /* to position + 1 */
    struct map users_by_name, stores_by_code, groups_by_entity;
};

struct access_form *form_create(void);
void form_destroy(struct access_form *form);
/* Reads everything; FORM is new. */
enum dms_status form_load(struct access_form *form, struct storage_session *session,
                          const struct entity_set *set, struct dms_error *error);
/* Ties what was read together: sorts, resolves names, gathers grants and teams. */
void form_link(struct access_form *form, const struct entity_set *set);
/* Position of a role, or roles.count when there is none. */
size_t form_role(const struct access_form *form, const char *name);
/* Does "crm.lead", "crm.*" or "*" speak of ENTITY? */
bool grant_speaks_of(const struct grant_row *row, const char *entity);
bool grant_excepts(const struct grant_row *row, const char *field);
bool role_bit(const uint64_t *bits, size_t role);
/* One of a list sorted by id whose items begin with their int64_t id; NULL when absent. */
void *find_by_id(const struct list *list, int64_t id);

#endif
