/* language.h - which of our languages an asker prefers. */
#ifndef REST_LANGUAGE_H
#define REST_LANGUAGE_H

/* "zh" or "en" by the weights of an Accept-Language header; NULL, or none of ours: "zh". */
const char *language_of(const char *accepted);

#endif
