/* config_core.c - what the core itself reads: how to log, how to stop, where backups lie. */
#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "base/text.h"
#include "unit/config.h"
#include "unit/house.h"

static const char *const formats[] = { "text", "json", NULL };
static const char *const levels[] = { "error", "warning", "notice", "debug", NULL };
static const char *const languages[] = { "zh", "en", NULL };

static const struct dms_config_key log_keys[] = {
    { .name = "format", .type = DMS_CONFIG_TEXT, .usual = "text" },
    { .name = "level", .type = DMS_CONFIG_TEXT, .usual = "notice" },
    { .name = "language", .type = DMS_CONFIG_TEXT, .usual = "zh" },
};
static const struct dms_config_key serve_keys[] = {
    { .name = "stop_seconds",
      .type = DMS_CONFIG_NUMBER,
      .usual = "10",
      .minimum = 1,
      .maximum = 60 },
};
static const struct dms_config_key backup_keys[] = {
    { .name = "folder", .type = DMS_CONFIG_TEXT },
    { .name = "hours",
      .type = DMS_CONFIG_NUMBER,
      .usual = "26",
      .minimum = 1,
      .maximum = 8760 },
};

/* -1 after saying what may stand there. */
static int
choose(const struct dms_config *config, const char *key, const char *const *choices,
       struct dms_error *error)
{
    struct text known = { 0 };
    const char *text = dms_config_text(config, "log", key);
    int found = -1;
    for (int i = 0; choices[i] != NULL; i++) {
        text_printf(&known, "%s%s", i > 0 ? ", " : "", choices[i]);
        if (strcmp(text, choices[i]) == 0)
            found = i;
    }
    if (found < 0)
        dms_fail_field(error, DMS_INVALID, key, "config.bad_choice",
                       "section=log|value=%s|known=%s", text, known.data);
    text_clear(&known);
    return found;
}

static enum dms_status
check_log(const struct dms_config *candidate, void *data, struct dms_error *error)
{
    (void)data;
    bool sound = choose(candidate, "format", formats, error) >= 0 &&
                 choose(candidate, "level", levels, error) >= 0 &&
                 choose(candidate, "language", languages, error) >= 0;
    return sound ? DMS_OK : DMS_INVALID;
}

static char *
sentence(void *data, const struct dms_error *error)
{
    struct dms_house *house = data;
    const struct dms_config *config = dms_config_hold(house);
    struct dms_error bare = *error; /* its place has members of its own */
    bare.field[0] = bare.file[0] = bare.rule[0] = '\0';
    bool known = messages_at(house->messages, "zh", error->key) != NULL;
    char *text = known ? messages_error(house->messages,
                                        dms_config_text(config, "log", "language"), &bare)
                       : NULL;
    dms_config_release(house, config);
    return text;
}

static void
apply(struct dms_house *house)
{
    const struct dms_config *config = dms_config_hold(house);
    int format = choose(config, "format", formats, NULL);
    int level = choose(config, "level", levels, NULL);
    log_set_format(format > 0 ? LOG_JSON : LOG_TEXT);
    log_set_level(level >= 0 ? (enum log_level)level : LOG_NOTICE);
    dms_config_release(house, config);
}

static void
log_changed(struct dms_house *house, void *data)
{
    (void)data;
    if (house->config->logs)
        apply(house);
}

void
config_log(struct config *config)
{
    pthread_mutex_lock(&config->change);
    config->logs = true;
    log_set_sentence(sentence, config->house);
    apply(config->house);
    pthread_mutex_unlock(&config->change);
}

enum dms_status
config_declare(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_config_section sections[] = {
        DMS_CONFIG_SECTION(.name = "log", DMS_CONFIG_KEYS(log_keys), .check = check_log,
                           .changed = log_changed),
        DMS_CONFIG_SECTION(.name = "serve", DMS_CONFIG_KEYS(serve_keys)),
        DMS_CONFIG_SECTION(.name = "backup", DMS_CONFIG_KEYS(backup_keys)),
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(sections) / sizeof(sections[0]); i++)
        st = dms_register_config(registrar, &sections[i], error);
    return st;
}
