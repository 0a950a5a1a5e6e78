/* plugin.c - reads files of its own form: one line a bottle, "name amount". */
#include <dms/dms.h>
#include <string.h>

static const struct dms_field fields[] = {
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED | DMS_UNIQUE },
    { .name = "amount", .type = DMS_INTEGER, .minimum = 1, .maximum = 1000 },
};
static const struct dms_entity bottle =
    DMS_ENTITY(.name = "an_importer.bottle", .title = "name", .flags = DMS_SHARED,
               DMS_FIELDS(fields));

static enum dms_status
keep(struct dms_unit *unit, const struct dms_json *row, void *context,
     struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, "an_importer.bottle", &record, error);
    (void)context;
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", dms_json_text_at(row, "name"), error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "amount", dms_json_integer_at(row, "amount"),
                                error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

/* Everything but digits ends the number. */
static int64_t
number_of(const char *text)
{
    int64_t number = 0;
    for (; *text >= '0' && *text <= '9' && number < 100000; text++)
        number = number * 10 + (*text - '0');
    return number;
}

static enum dms_status
take_line(struct dms_import *import, int64_t number, char *line, struct dms_error *error)
{
    char *blank = strchr(line, ' ');
    if (blank == NULL) {
        struct dms_error *reason = dms_error_create();
        struct dms_json *row = dms_json_create_object();
        dms_json_set_text(row, "name", line);
        dms_fail_field(reason, DMS_INVALID, "amount", "an_importer.no_amount", "%s", "");
        dms_import_reject(import, number, row, reason);
        dms_json_destroy(row);
        dms_error_destroy(reason);
        return DMS_OK;
    }
    *blank = '\0';
    struct dms_json *row = dms_json_create_object();
    dms_json_set_text(row, "name", line);
    dms_json_set_integer(row, "amount", number_of(blank + 1));
    enum dms_status st = dms_import_row(import, number, line, row, keep, NULL, error);
    dms_json_destroy(row);
    return st;
}

/* Of a longer line the rest is passed over. */
static enum dms_status
read_file(struct dms_import *import, void *data, struct dms_error *error)
{
    char line[128], c = 0;
    size_t size = 0, got = 1;
    int64_t number = 1;
    enum dms_status st = DMS_OK;
    (void)data;
    while (st == DMS_OK && got > 0) {
        st = dms_import_read(import, &c, 1, &got, error);
        if (st == DMS_OK && got > 0 && c != '\n') {
            if (size < sizeof(line) - 1)
                line[size++] = c;
        } else if (st == DMS_OK && size > 0) {
            line[size] = '\0';
            size = 0;
            st = take_line(import, number, line, error);
        }
        number += c == '\n';
    }
    return st;
}
static const struct dms_importer importer = { .size = sizeof(struct dms_importer),
                                              .name = "bottles",
                                              .permission = "an_importer.bottle",
                                              .run = read_file };

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &bottle, error);
    return st == DMS_OK ? dms_register_importer(registrar, &importer, error) : st;
}

DMS_PLUGIN(.name = "an_importer", .version = "1.0.0", .start = start);
