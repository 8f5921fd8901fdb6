-- What a user does in Neovim, written to $RESULTS as JSON: open a broken rule, edit it, apply a quick fix, save it; then
-- complete a value in YAML and a field in Python.
local results = { version = vim.version().minor }

local function diagnostics()
  local found = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local code = diagnostic.code or diagnostic.user_data.lsp.code
    table.insert(found, code .. " " .. (diagnostic.lnum + 1) .. " " .. (diagnostic.col + 1))
  end
  table.sort(found)
  return found
end

-- Wait until the diagnostics are others than before, and have stayed as they are for a while.
local function changed(before)
  local known = before
  local other = vim.wait(15000, function()
    known = diagnostics()
    return not vim.deep_equal(known, before)
  end, 20)
  repeat
    local last = known
    vim.wait(400)
    known = diagnostics()
  until vim.deep_equal(known, last)
  return other and known or { "nothing changed", unpack(known) }
end

local function step(name, before, act)
  act()
  results[name] = changed(before)
  return results[name]
end

local function place(text)
  return vim.fn.searchpos([[\V]] .. text, "cnw")
end

-- Take the completion of a label behind a text of a file; return the labels that were offered, and the line after that.
local function complete(name, text, label)
  vim.cmd("edit " .. name)
  local at = vim.fn.searchpos([[\V]] .. text .. [[\zs]], "cnw")
  vim.api.nvim_win_set_cursor(0, { at[1], at[2] - 1 })
  local client = (vim.lsp.get_clients or vim.lsp.get_active_clients)()[1]
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  local answers = vim.lsp.buf_request_sync(0, "textDocument/completion", params, 15000)
  local labels = {}
  for _, item in ipairs(vim.tbl_values(answers)[1].result) do
    table.insert(labels, item.label)
    if item.label == label then
      vim.lsp.util.apply_text_edits({ item.textEdit }, 0, client.offset_encoding)
    end
  end
  return { labels = labels, line = vim.fn.getline(at[1]) }
end

local function session()
  local opened = step("opened", {}, function()
    vim.cmd("edit rules/support.json")
  end)
  local edited = step("edited", opened, function()
    local at = place([["true"]])
    vim.api.nvim_buf_set_text(0, at[1] - 1, at[2] - 1, at[1] - 1, at[2] + 5, { "true" })
  end)
  results.saved_before = vim.fn.readfile("rules/support.json")
  local titles = {}
  vim.ui.select = function(items, options, choose)
    for index, item in ipairs(items) do
      titles[index] = options.format_item(item)
      if index == 1 then
        choose(item, index)
      end
    end
  end
  step("fixed", edited, function()
    vim.api.nvim_win_set_cursor(0, { place("+1 415")[1], place("+1 415")[2] })
    vim.lsp.buf.code_action()
  end)
  results.actions = titles
  vim.cmd("write")
  results.yaml = complete("rules/other.yaml", "type: in", "inbound")
  vim.cmd("edit!")
  results.python = complete("send.py", "phoneNumbers': [], '", "recording")
end

vim.schedule(function()
  local fine, message = xpcall(session, debug.traceback)
  results.error = not fine and message or nil
  local file = io.open(vim.env.RESULTS, "w")
  file:write(vim.fn.json_encode(results))
  file:close()
  vim.cmd("qall!")
end)
