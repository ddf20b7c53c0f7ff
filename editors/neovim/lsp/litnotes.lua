-- For `vim.lsp.enable('litnotes')` of Neovim 0.11 and later. `require('litnotes').setup()` enables it
-- too; what it is given, and what `vim.lsp.config('litnotes', …)` is given, comes on top of this.
return require('litnotes.client').server_config()
