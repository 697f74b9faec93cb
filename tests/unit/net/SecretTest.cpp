// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/KeychainSecretStore.h"
#include "core/crypto/SecretStore.h"

#include <QCoreApplication>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace tern::crypto {
namespace {

TEST(Secret, IsEmptyAfterItMoved)
{
    Secret first("short");
    const char *where = first.reveal().data();
    Secret second(std::move(first));
    EXPECT_TRUE(first.isEmpty());       // NOLINT: that is the promise
    EXPECT_EQ(std::string_view(where, 5), std::string_view("\0\0\0\0\0", 5));
    EXPECT_EQ(second.reveal(), "short");
    first = second;
    EXPECT_TRUE(first == second);
    second = Secret("other, and much longer than a small buffer");
    EXPECT_FALSE(first == second);
}

TEST(SecretStore, RemembersForTheSession)
{
    SessionSecretStore store;
    const AccountId account{3};
    EXPECT_EQ(store.get(account, SecretPurpose::ImapPassword).error().kind, ErrorKind::PasswordNeeded);
    EXPECT_TRUE(store.set(account, SecretPurpose::ImapPassword, Secret("a")).ok());
    EXPECT_EQ(store.get(account, SecretPurpose::ImapPassword)->reveal(), "a");
    EXPECT_FALSE(store.get(account, SecretPurpose::SmtpPassword).ok());
    EXPECT_TRUE(store.remove(account, SecretPurpose::ImapPassword).ok());
    EXPECT_TRUE(store.remove(account, SecretPurpose::ImapPassword).ok());
    EXPECT_FALSE(store.get(account, SecretPurpose::ImapPassword).ok());
}

TEST(SecretStore, ReadsAFile)
{
    const std::filesystem::path file = std::filesystem::temp_directory_path() / ("tern-secret-" + std::to_string(::getpid()));
    const auto write = [&file](std::string_view text) { std::ofstream(file, std::ios::binary) << text; };
    write("pass wörd \r\nsecond line\n");
    EXPECT_EQ(secretFromFile(file)->reveal(), "pass wörd ");
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_FALSE(isReadableByOthers(file));
    std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    EXPECT_TRUE(isReadableByOthers(file));
    write("\n");
    EXPECT_EQ(secretFromFile(file).error().kind, ErrorKind::InvalidInput);
    write(std::string("a\0b", 3));
    EXPECT_EQ(secretFromFile(file).error().kind, ErrorKind::InvalidInput);
    write(std::string(100'000, 'x'));
    EXPECT_EQ(secretFromFile(file).error().kind, ErrorKind::InvalidInput);
    std::filesystem::remove(file);
    EXPECT_EQ(secretFromFile(file).error().kind, ErrorKind::NotFound);
}

TEST(SecretStore, TheKeyRingIsQuicklyUnsupportedWithoutABus)
{
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", 1);
    int argumentCount = 0;
    const QCoreApplication application(argumentCount, nullptr);
    const auto begin = std::chrono::steady_clock::now();
    KeychainSecretStore store("test");
    EXPECT_FALSE(store.isAvailable());
    EXPECT_EQ(store.get(AccountId{1}, SecretPurpose::ImapPassword).error().kind, ErrorKind::Unsupported);
    EXPECT_EQ(store.set(AccountId{1}, SecretPurpose::ImapPassword, Secret("x")).error().kind, ErrorKind::Unsupported);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{2});
}

} // namespace
} // namespace tern::crypto
