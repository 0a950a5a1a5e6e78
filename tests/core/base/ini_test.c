/* ini_test.c  proves  core/base/ini.c and ini_folder.c */
#include "proof.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/ini.h"

struct place {
    char dir[64], file[128];
    struct list values, faults;
};

static int
set_up(void **state)
{
    struct place *place = calloc(1, sizeof(*place));
    snprintf(place->dir, sizeof(place->dir), "/tmp/ini.XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    snprintf(place->file, sizeof(place->file), "%s/dms.ini", place->dir);
    *state = place;
    return 0;
}

static void
forget(struct place *place)
{
    list_clear(&place->values, ini_value_destroy);
    list_clear(&place->faults, free);
}

static int
tear_down(void **state)
{
    struct place *place = *state;
    char command[128];
    forget(place);
    snprintf(command, sizeof(command), "rm -rf %s", place->dir);
    assert_int_equal(system(command), 0);
    free(place);
    return 0;
}

static void
put(const char *path, const char *text, size_t size)
{
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    assert_int_equal(fwrite(text, 1, size, stream), size);
    fclose(stream);
    assert_int_equal(chmod(path, 0644), 0);
}

static void
read_text(struct place *place, const char *text)
{
    forget(place);
    put(place->file, text, strlen(text));
    ini_read(place->file, &place->values, &place->faults);
}

static void
assert_value(const struct place *place, size_t index, const char *section,
             const char *name, const char *text, int64_t line)
{
    assert_true(index < place->values.count);
    const struct ini_value *value = place->values.items[index];
    assert_string_equal(value->section, section);
    assert_string_equal(value->name, name);
    assert_string_equal(value->value, text);
    assert_int_equal(value->line, line);
}

static void
assert_fault(struct place *place, const char *text, const char *key, int64_t line)
{
    read_text(place, text);
    if (place->faults.count != 1)
        fail_msg("%zu faults, not one, in: %s", place->faults.count, text);
    const struct dms_error *fault = place->faults.items[0];
    assert_string_equal(dms_error_key(fault), key);
    assert_string_equal(dms_error_file(fault), place->file);
    assert_int_equal(dms_error_line(fault), line);
}

static void
values_carry_their_section_and_line(void **state)
{
    struct place *place = *state;
    read_text(place,
              "\xEF\xBB\xBF; comment\n[http]\nlisten = 127.0.0.1:8080 ; here\r\n"
              "# another\nname: 晨曜 # 1\n[log]\n\n  level=debug\n[http]\nempty =\n");
    assert_int_equal(place->faults.count, 0);
    assert_int_equal(place->values.count, 4);
    assert_value(place, 0, "http", "listen", "127.0.0.1:8080", 3);
    assert_value(place, 1, "http", "name", "晨曜 # 1", 5);
    assert_value(place, 2, "log", "level", "debug", 8);
    assert_value(place, 3, "http", "empty", "", 10);
}

static void
an_indented_line_goes_on_with_the_value_above(void **state)
{
    struct place *place = *state;
    read_text(place, "[http]\norigins = a,\n  b\n\n\tc\nport = 1\n");
    assert_int_equal(place->faults.count, 0);
    assert_value(place, 0, "http", "origins", "a, b c", 2);
    assert_int_equal(((struct ini_value *)place->values.items[0])->continued, 3);
    assert_value(place, 1, "http", "port", "1", 6);
}

static void
what_is_malformed_is_told_with_its_line(void **state)
{
    struct place *place = *state;
    char line[400] = "[a]\nb = ";
    assert_fault(place, "[http]\nlisten\nport = 1\n", "config.no_pair", 2);
    assert_fault(place, "[http]\nlisten", "config.no_pair", 2);
    assert_fault(place, "[http]\n= 1\n", "config.no_pair", 2);
    assert_fault(place, "\n[http\n", "config.bad_section", 2);
    assert_fault(place, "[]\n", "config.bad_section", 1);
    assert_fault(place, "[http] port = 1\n", "config.bad_section", 1);
    assert_fault(place, "port = 1\n", "config.no_section", 1);
    assert_fault(place, "[a]\nb = 1\n[c]\nb = 1\n[a]\nb = 2\n", "config.twice", 6);
    assert_fault(place, "[a]\nb = 1\nc = \xC4\xE3\n", "config.encoding", 3);
    memset(line + 8, 'x', sizeof(line) - 9);
    assert_fault(place, line, "config.long_line", 2);
    line[0] = ';', line[3] = ';';
    read_text(place, line);
    assert_int_equal(place->faults.count, 0);
}

static void
every_fault_of_a_file_is_told(void **state)
{
    struct place *place = *state;
    read_text(place, "x = 1\n[a]\nb\nc\nd = 1\nd = 2\n");
    assert_int_equal(place->faults.count, 4);
    assert_int_equal(place->values.count, 1);
}

static void
a_file_without_end_stops_at_a_limit(void **state)
{
    struct place *place = *state;
    char *text = calloc(1, 2 * INI_SIZE_LIMIT);
    memset(text, '\n', 2 * INI_SIZE_LIMIT - 1);
    assert_fault(place, text, "config.too_large", 0);
    strcpy(text, "[a]\n");
    for (size_t i = 0, at = 4; i <= INI_VALUE_LIMIT; i++)
        at += (size_t)sprintf(text + at, "k%zu=1\n", i);
    assert_fault(place, text, "config.too_many", INI_VALUE_LIMIT + 2);
    strcpy(text, "[a]\n");
    for (size_t at = 4; at + 3 < INI_SIZE_LIMIT; at += 2)
        strcpy(text + at, "x\n");
    read_text(place, text);
    assert_int_equal(place->faults.count, ERROR_MOST);
    free(text);
}

static void
a_byte_of_zero_is_a_fault_and_no_end(void **state)
{
    struct place *place = *state;
    put(place->file, "[a]\nb = 1\0c\n", 12);
    ini_read(place->file, &place->values, &place->faults);
    assert_int_equal(place->faults.count, 1);
    assert_string_equal(dms_error_key(place->faults.items[0]), "config.encoding");
    assert_int_equal(dms_error_line(place->faults.items[0]), 2);
}

static void
only_a_plain_file_of_our_own_is_read(void **state)
{
    struct place *place = *state;
    ini_read(place->file, &place->values, &place->faults);
    assert_int_equal(place->faults.count, 0);
    put(place->file, "[a]\nb = 1\n", 10);
    chmod(place->file, 0666);
    ini_read(place->file, &place->values, &place->faults);
    assert_int_equal(place->values.count, 0);
    assert_string_equal(dms_error_key(place->faults.items[0]), "config.writable");
    forget(place);
    ini_read(place->dir, &place->values, &place->faults);
    assert_string_equal(dms_error_key(place->faults.items[0]), "config.no_file");
    forget(place);
    unlink(place->file);
    assert_int_equal(mkfifo(place->file, 0600), 0);
    ini_read(place->file, &place->values, &place->faults);
    assert_string_equal(dms_error_key(place->faults.items[0]), "config.no_file");
}

static void
the_folder_is_read_in_the_order_of_names(void **state)
{
    struct place *place = *state;
    char path[160];
    static const char *const names[] = { "20-b.ini", "10-a.ini", "30-c.ini.bak",
                                         ".hidden.ini" };
    put(place->file, "[a]\nb = main\n", 13);
    snprintf(path, sizeof(path), "%s/conf.d", place->dir);
    assert_int_equal(mkdir(path, 0700), 0);
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof(path), "%s/conf.d/%s", place->dir, names[i]);
        put(path, i == 0 ? "[a]\nb = late\n" : "[a]\nb = soon\n", 13);
    }
    ini_read_folder(place->dir, &place->values, &place->faults);
    assert_int_equal(place->faults.count, 0);
    assert_int_equal(place->values.count, 3);
    assert_value(place, 0, "a", "b", "main", 2);
    assert_value(place, 1, "a", "b", "soon", 2);
    assert_value(place, 2, "a", "b", "late", 2);
    forget(place);
    snprintf(path, sizeof(path), "%s/conf.d", place->dir);
    chmod(path, 0777);
    ini_read_folder(place->dir, &place->values, &place->faults);
    assert_int_equal(place->values.count, 1);
    assert_string_equal(dms_error_key(place->faults.items[0]), "config.writable");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        ONE(values_carry_their_section_and_line),
        ONE(an_indented_line_goes_on_with_the_value_above),
        ONE(what_is_malformed_is_told_with_its_line),
        ONE(every_fault_of_a_file_is_told),
        ONE(a_file_without_end_stops_at_a_limit),
        ONE(a_byte_of_zero_is_a_fault_and_no_end),
        ONE(only_a_plain_file_of_our_own_is_read),
        ONE(the_folder_is_read_in_the_order_of_names),
    };
    return PROVE(tests);
}
