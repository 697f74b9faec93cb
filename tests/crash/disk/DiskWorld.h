// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/crash/disk/DiskDay.h"
#include "tests/support/model/ModelImapServer.h"

#include <QTemporaryDir>

namespace tern::test {

/// A profile on a medium that may fail, its server in this process, and a day's work by others.
class DiskWorld final {
public:
    DiskWorld();

    /// Mail and profile as at the beginning.
    void reset();
    /// The same profile from then on.
    void keepAsBeginning();
    /// What was promised is there, server and lists agree. In the process of the server. Throws what is wrong.
    void check();

    /// One part of a day, in a process of its own (see diskZygote()). \param words  behind the folder.
    /// \return empty if it ended well, else what it threw or how it died.
    [[nodiscard]] std::string inChild(Zygote::Words words) const;

    [[nodiscard]] std::filesystem::path profile() const { return m_day.profile(); }
    [[nodiscard]] ModelImapServer &server() { return m_server; }

private:
    void checkPromises(store::StoreReader &reader) const;
    void checkLists(store::StoreReader &reader);
    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_day.path(name); }

    QTemporaryDir m_folder;
    DiskDay m_day;
    ModelImapServer m_server;
    ModelMail m_mail;
};

} // namespace tern::test
