/* config.h - the inside of dms_config: who declared which key, and the values in force. */
#ifndef DMS_UNIT_CONFIG_H
#define DMS_UNIT_CONFIG_H

#include <pthread.h>

#include "base/ini.h"
#include "dms/config.h"
#include "dms/json.h"

/* One key with its value. All text is its own: it outlives the section that declared it. */
struct config_entry {
    char *section, *key;
    uint32_t type;
    bool restart;
    bool waits;   /* the files say otherwise; that holds from the next start on */
    char *text;   /* NULL: nothing */
    int64_t number;
    char *file;   /* NULL: the usual value */
    int64_t line;
};

struct dms_config {
    int64_t holds; /* under config.lock */
    struct config_entry *entries;
    size_t count;
};

struct config_section {
    const struct dms_registrar *registrar;
    struct dms_config_section card; /* keys: a copy of its own */
};

void config_section_free(void *section);

struct config {
    bool logs; /* [log] is this house's to say: it serves */
    struct dms_house *house;
    const char *dir;
    pthread_mutex_t lock;   /* of the pointer and the holds */
    pthread_mutex_t change; /* held while the lists below are used */
    struct dms_config *current;
    struct list sections; /* of struct config_section */
    struct list values;   /* of struct ini_value: what the files said at the start */
};

/* Reads the files of DIR (borrowed); what is wrong in them is a notice. */
struct config *config_create(struct dms_house *house, const char *dir);
void config_destroy(struct config *config);
/* Puts FRESH in force; whoever holds the old values keeps them. */
void config_put(struct config *config, struct dms_config *fresh);
/* What REGISTRAR declared is gone. */
void config_forget(struct config *config, const struct dms_registrar *registrar);
/* All plugins have spoken: what nobody declared becomes a notice. */
void config_settle(struct config *config);

/* config_build.c: values of all sections from VALUES; those it faults keep the usual one. */
struct dms_config *config_build(const struct config *config, const struct list *values,
                                struct list *faults);
/* Lets SECTION judge CANDIDATE; false after adding why not to FAULTS. */
bool config_judge(const struct config_section *section, const struct dms_config *candidate,
                  struct list *faults);
/* Adds a fault for each of VALUES that no section declares. */
void config_unknown(const struct config *config, const struct list *values,
                    struct list *faults);
void config_free(struct dms_config *config);
const struct config_entry *config_at(const struct dms_config *config, const char *section,
                                     const char *key);

/* config_value.c: TEXT as KEY's type in ENTRY; false after adding to FAULTS. SOURCE may be NULL
 * (the usual value). */
bool config_value(const char *dir, const struct dms_config_key *key, const char *text,
                  const struct ini_value *source, struct config_entry *entry,
                  struct list *faults);

/* config_reload.c: adds everything that is wrong with FILES (paths), or with the files in place
 * when there are none, to FAULTS (struct dms_error, yours to free()); changes nothing. */
void config_check(struct config *config, const struct list *files, struct list *faults);

/* config_show.c: [{"section","key","value","file","line","waits","text"}]; secrets as "***". */
struct dms_json *config_show(struct config *config, const char *language);

/* config_core.c: the core's own sections. */
enum dms_status config_declare(struct dms_registrar *registrar, struct dms_error *error);
/* The house serves: from now on its [log] says how this process logs, until it is closed. */
void config_log(struct config *config);

#endif
