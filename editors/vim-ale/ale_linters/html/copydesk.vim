call copydesk#Define('html', 'html')
