// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/model/ModelCommand.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace tern::test {
namespace {

std::string upper(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

void cutWords(const std::string &line, std::vector<std::string> &words)
{
    for (std::size_t at = 0; at < line.size();) {
        if (line[at] == ' ') {
            ++at;
            continue;
        }
        std::string word;
        if (line[at] == '"') {
            for (++at; at < line.size() && line[at] != '"'; ++at) {
                if (line[at] == '\\')
                    ++at;
                word += line[at];
            }
            ++at;
        } else {
            int depth = 0;
            for (; at < line.size() && (depth > 0 || line[at] != ' '); ++at) {
                depth += line[at] == '(' || line[at] == '[' ? 1 : line[at] == ')' || line[at] == ']' ? -1 : 0;
                word += line[at];
            }
        }
        words.push_back(std::move(word));
    }
}

} // namespace

const std::string &ModelCommand::word(std::size_t index) const
{
    static const std::string none;
    return index < words.size() ? words[index] : none;
}

ModelCommand parseModelCommand(const std::vector<ModelPiece> &pieces)
{
    ModelCommand command;
    std::vector<std::string> words;
    for (const ModelPiece &piece : pieces) {
        if (piece.isLiteral) {
            words.push_back(piece.bytes);
            command.text += "{" + std::to_string(piece.bytes.size()) + "}";
            continue;
        }
        // The announcement of a literal is no word.
        std::string line = piece.bytes;
        if (!line.empty() && line.back() == '}')
            line.resize(line.rfind('{'));
        command.text += line;
        cutWords(line, words);
    }
    if (words.empty())
        return command;
    command.tag = words[0];
    command.text.erase(0, std::min(command.text.size(), command.tag.size() + 1));
    std::size_t used = 1;
    if (words.size() > 1)
        command.name = upper(words[used++]);
    if (command.name == "UID" && words.size() > 2)
        command.name += " " + upper(words[used++]);
    command.words.assign(words.begin() + static_cast<std::ptrdiff_t>(used), words.end());
    return command;
}

std::vector<std::string> listWords(const std::string &list)
{
    std::vector<std::string> words;
    std::istringstream text(list.size() > 1 && list.front() == '(' ? list.substr(1, list.size() - 2) : list);
    for (std::string word; text >> word;)
        words.push_back(word);
    return words;
}

std::string quotedForWire(const std::string &text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + "\"";
}

} // namespace tern::test
