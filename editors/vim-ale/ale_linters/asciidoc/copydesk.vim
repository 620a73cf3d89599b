call copydesk#Define('asciidoc', 'asciidoc')
