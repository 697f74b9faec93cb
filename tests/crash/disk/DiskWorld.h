// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/engine/EngineDriver.h"
#include "tests/support/model/ModelImapServer.h"

#include <QTemporaryDir>

#include <functional>

namespace tern::test {

/// A profile on a medium that may fail, its server in this process, and a day's work that notes what it was promised.
class DiskWorld final {
public:
    DiskWorld();

    /// Mail and profile as at the beginning.
    void reset();
    /// The same profile from then on.
    void keepAsBeginning();
    /// The day's work; errors are counted and do not end it. Throws only when the engine does not open.
    /// \param failed  calls that failed before it closed: what fails while closing is only put off
    void work(int &errors, int &failed);
    /// Asks again for what did not come about and brings everything up to date. Throws what keeps it from that.
    void settle();
    /// What was promised is there, server and lists agree. In the process of the server. Throws what is wrong.
    void check();

    /// Runs `work` in a process of its own. \return empty if it ended well, else what it threw or how it died.
    [[nodiscard]] std::string inChild(const std::function<void()> &work) const;
    /// As a killed process leaves it: nothing is closed.
    [[nodiscard]] std::string inChildThatIsKilled(const std::function<void()> &work) const;

    [[nodiscard]] std::filesystem::path profile() const { return m_folder.filePath(QStringLiteral("profile")).toStdString(); }
    [[nodiscard]] ModelImapServer &server() { return m_server; }

private:
    void promise(const std::string &what) const;
    [[nodiscard]] bool isPromised(const std::string &what) const;
    void ask(EngineDriver &driver, int &errors);
    void write(EngineDriver &driver, int &errors);
    static void readAll(EngineDriver &driver);
    void checkPromises(store::StoreReader &reader) const;
    void checkLists(store::StoreReader &reader);
    [[nodiscard]] std::filesystem::path path(const char *name) const { return m_folder.filePath(QLatin1String(name)).toStdString(); }

    QTemporaryDir m_folder;
    ModelImapServer m_server;
    ModelMail m_mail;
};

} // namespace tern::test
