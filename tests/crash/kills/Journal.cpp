// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/kills/Journal.h"

#include <fstream>
#include <stdexcept>

#include <fcntl.h>
#include <unistd.h>

namespace tern::test {

Journal::Journal(const std::filesystem::path &file) : m_fd(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) {}

void Journal::add(char kind, const std::string &thing, const std::string &value)
{
    const std::string line = kind + thing + "\t" + value + "\n";
    if (::write(m_fd.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()))
        throw std::runtime_error("the journal can't be written");
}

Journal::Allowed Journal::read(const std::filesystem::path &file)
{
    Allowed allowed;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const auto tab = line.find('\t');
        const std::string thing = line.substr(1, tab - 1);
        const std::string value = line.substr(tab + 1);
        if (line[0] == '!')
            allowed[thing] = {value};
        else if (allowed.contains(thing))
            allowed[thing].insert(value);
        else
            allowed[thing] = {value, "nothing"};
    }
    return allowed;
}

} // namespace tern::test
