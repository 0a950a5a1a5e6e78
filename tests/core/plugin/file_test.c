/* file_test.c  proves  core/plugin/file.c */
#include "zoo.h"

static void
a_sound_library_passes(void **state)
{
    struct zoo *zoo = *state;
    struct dms_error error = { 0 };
    zoo_add(zoo, "good", "good.c", "", "");
    struct plugin_item *item = zoo_item(zoo, "good");
    assert_int_equal(plugin_file_place(item, &error), DMS_OK);
    assert_int_equal(plugin_file_rights(item, &error), DMS_OK);
    assert_int_equal(plugin_file_format(item, &error), DMS_OK);
    assert_int_equal(plugin_file_digest(item, &error), DMS_OK);
}

static void
told(enum dms_status (*judge)(const struct plugin_item *, struct dms_error *),
     const struct plugin_item *item, const char *key)
{
    struct dms_error error = { 0 };
    assert_int_equal(judge(item, &error), DMS_INVALID);
    assert_string_equal(dms_error_key(&error), key);
    assert_non_null(strstr(dms_error_file(&error), item->id));
}

static void
a_file_that_is_no_whole_library_of_ours_is_told_apart(void **state)
{
    struct zoo *zoo = *state;
    zoo_add(zoo, "good", "good.c", "", "");
    const struct plugin_item *item = zoo_item(zoo, "good");
    const char *so = item->file;
    zoo_run("cp %s %s/whole", so, zoo->dir);
    zoo_run("truncate -s 0 %s", so);
    told(plugin_file_format, item, "plugin.empty");
    zoo_run(
        "printf 'hello, this is not a library, but long enough to hold a whole head of "
        "one, which it is not' > %s",
        so);
    told(plugin_file_format, item, "plugin.no_elf");
    zoo_run("head -c 2 %s/whole > %s", zoo->dir, so);
    told(plugin_file_format, item, "plugin.no_elf");
    /* Every cut is noticed: the section table stands at the end. */
    zoo_run("for cut in 40 64 500 4000 9000; do head -c $cut %s/whole > %s/cut; done",
            zoo->dir, zoo->dir);
    static const int cuts[] = { 40, 64, 500, 4000, 9000 };
    for (size_t i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
        zoo_run("head -c %d %s/whole > %s", cuts[i], zoo->dir, so);
        told(plugin_file_format, item, "plugin.truncated");
    }
    zoo_run("head -c -1 %s/whole > %s", zoo->dir, so);
    told(plugin_file_format, item, "plugin.truncated");
    /* e_machine is at byte 18, e_type at 16, the class at 4. */
    zoo_run("cp %s/whole %s && printf '\\377\\001' | dd of=%s bs=1 seek=18 conv=notrunc "
            "status=none",
            zoo->dir, so, so);
    told(plugin_file_format, item, "plugin.other_machine");
    zoo_run("cp %s/whole %s && printf '\\001' | dd of=%s bs=1 seek=4 conv=notrunc "
            "status=none",
            zoo->dir, so, so);
    told(plugin_file_format, item, "plugin.other_machine");
    zoo_run("cp %s/whole %s && printf '\\002' | dd of=%s bs=1 seek=16 conv=notrunc "
            "status=none",
            zoo->dir, so, so);
    told(plugin_file_format, item, "plugin.no_shared_object");
}

static void
a_link_out_of_the_folder_is_refused(void **state)
{
    struct zoo *zoo = *state;
    zoo_add(zoo, "good", "good.c", "", "");
    struct plugin_item *item = zoo_item(zoo, "good");
    zoo_run("mv %s %s/elsewhere.so && ln -s %s/elsewhere.so %s", item->file, zoo->dir,
            zoo->dir, item->file);
    told(plugin_file_place, item, "plugin.link");
    zoo_run("rm %s", item->file);
    told(plugin_file_place, item, "plugin.no_library");
    zoo_run("mkfifo %s", item->file);
    told(plugin_file_place, item, "plugin.not_regular");
}

static void
what_others_may_write_is_refused_with_the_remedy(void **state)
{
    struct zoo *zoo = *state;
    zoo_add(zoo, "good", "good.c", "", "");
    struct plugin_item *item = zoo_item(zoo, "good");
    zoo_run("chmod o+w %s", item->file);
    told(plugin_file_rights, item, "plugin.writable");
    zoo_run("chmod o-w %s && chmod g+w %s", item->file, item->dir);
    told(plugin_file_rights, item, "plugin.writable");
    zoo_run("chmod g-w %s && chmod g+w %s", item->dir, item->manifest);
    told(plugin_file_rights, item, "plugin.writable");
}

static void
a_promised_digest_is_kept(void **state)
{
    struct zoo *zoo = *state;
    struct dms_error error = { 0 };
    zoo_add(zoo, "good", "good.c", "", "");
    zoo_run(
        "cd %s/good && printf '{\"id\":\"good\",\"version\":\"1.0.0\",\"abi\":\"1.0\","
        "\"sha256\":\"%%s\"}' $(sha256sum good.so | cut -d' ' -f1) > plugin.json",
        zoo->dir);
    struct plugin_item *item = zoo_item(zoo, "good");
    assert_non_null(item->sha256);
    assert_int_equal(plugin_file_digest(item, &error), DMS_OK);
    zoo_run("printf x >> %s", item->file);
    told(plugin_file_digest, item, "plugin.other_digest");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ZOO_TEST(a_sound_library_passes),
        ZOO_TEST(a_file_that_is_no_whole_library_of_ours_is_told_apart),
        ZOO_TEST(a_link_out_of_the_folder_is_refused),
        ZOO_TEST(what_others_may_write_is_refused_with_the_remedy),
        ZOO_TEST(a_promised_digest_is_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
