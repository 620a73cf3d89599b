call copydesk#Define('text', 'plaintext')
