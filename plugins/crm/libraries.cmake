# Expat reads ADF, an XML format.
find_package(EXPAT REQUIRED)
target_link_libraries(plugin_crm PRIVATE EXPAT::EXPAT)
