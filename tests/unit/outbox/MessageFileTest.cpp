// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/outbox/MessageFile.h"
#include "core/outbox/WireMessage.h"

#include <QTemporaryDir>

#include <fstream>
#include <gtest/gtest.h>

namespace tern::outbox {
namespace {

class MessageFileTest : public ::testing::Test {
protected:
    std::string write(const std::string &bytes)
    {
        const std::string file = m_folder.filePath(QString::number(++m_files)).toStdString();
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }
    std::string path(const char *name) { return m_folder.filePath(QString::fromLatin1(name)).toStdString(); }

    /// Reads in pieces of `piece` bytes; checks size().
    static std::string readAll(const std::string &file, WireMessage::Bcc bcc, std::size_t piece)
    {
        auto message = WireMessage::open(file, bcc);
        EXPECT_TRUE(message.ok());
        std::string all;
        std::string buffer(piece, '\0');
        for (;;) {
            auto got = (*message)->read(buffer);
            EXPECT_TRUE(got.ok());
            if (!got || *got == 0)
                break;
            all.append(buffer.data(), *got);
        }
        EXPECT_EQ(all.size(), (*message)->size());
        return all;
    }

private:
    QTemporaryDir m_folder;
    int m_files = 0;
};

TEST_F(MessageFileTest, BccNeverGoesOnTheWire)
{
    const std::string head = "From: a@b.c\r\nBCC: x@y.z,\r\n  folded@y.z\r\nTo: d@e.f\r\nResent-Bcc : q@r.s\r\nBccx: stays\r\n\r\n";
    const std::string body = "Bcc: in the text stays\r\n" + std::string(200'000, 'x') + "\r\n";
    const std::string file = write(head + body);
    for (const std::size_t piece : {7UL, 65'536UL, 1'000'000UL}) {
        EXPECT_EQ(readAll(file, WireMessage::Bcc::Drop, piece), "From: a@b.c\r\nTo: d@e.f\r\nBccx: stays\r\n\r\n" + body);
        EXPECT_EQ(readAll(file, WireMessage::Bcc::Keep, piece), head + body);
    }
}

TEST_F(MessageFileTest, AnotherDateGoesOutAndNothingElseChanges)
{
    const std::string dated = withDate("Subject: x\r\nDate: Fri, 27 Nov 2026\r\n 10:00:00 +0000\r\nX-Date: y\r\n\r\n", 1'700'000'000'000);
    EXPECT_TRUE(dated.starts_with("Subject: x\r\nDate: ")) << dated;
    EXPECT_TRUE(dated.ends_with("\r\nX-Date: y\r\n\r\n")) << dated;
    EXPECT_NE(dated.find("Nov 2023"), std::string::npos) << dated;
    EXPECT_EQ(dated.find("2026"), std::string::npos) << "folded lines go with it";
    EXPECT_EQ(withDate("Subject: x\r\n\r\n", 1'700'000'000'000), "Subject: x\r\n\r\n");
}

TEST_F(MessageFileTest, OddFiles)
{
    EXPECT_EQ(readAll(write(""), WireMessage::Bcc::Drop, 100), "");
    EXPECT_EQ(readAll(write("\r\nbody"), WireMessage::Bcc::Drop, 100), "\r\nbody");
    EXPECT_EQ(readAll(write("Bcc: only"), WireMessage::Bcc::Drop, 100), "");
    EXPECT_EQ(readAll(write("A: b\nBcc: c\n\nBcc: d\n"), WireMessage::Bcc::Drop, 100), "A: b\n\nBcc: d\n");
    EXPECT_EQ(WireMessage::open(path("missing"), WireMessage::Bcc::Drop).error().kind, ErrorKind::NotFound);
}

TEST_F(MessageFileTest, CrlfWhateverCameIn)
{
    for (const char *text : {"a\nb\n", "a\r\nb\r\n", "a\rb\r", "a\nb\r"}) {
        const std::string target = path("target");
        std::remove(target.c_str());
        const auto copied = copyWithCrlf(write(text), target);
        ASSERT_TRUE(copied.ok());
        EXPECT_EQ(*copied, 6);
        EXPECT_EQ(readAll(target, WireMessage::Bcc::Keep, 100), "a\r\nb\r\n");
    }
    // A CRLF across two pieces stays one.
    const std::string long1 = std::string(65'535, 'x') + "\r\ny";
    std::remove(path("target").c_str());
    ASSERT_TRUE(copyWithCrlf(write(long1), path("target")).ok());
    EXPECT_EQ(readAll(path("target"), WireMessage::Bcc::Keep, 100'000), long1);
    EXPECT_FALSE(copyWithCrlf(write("x"), path("target")).ok()) << "never over an existing file";
}

TEST_F(MessageFileTest, EightBit)
{
    auto ascii = WireMessage::open(write("a: b\r\n\r\nplain"), WireMessage::Bcc::Drop);
    auto eight = WireMessage::open(write("a: b\r\n\r\n" + std::string(100'000, 'x') + "\xe4\xbd\xa0"), WireMessage::Bcc::Drop);
    EXPECT_FALSE((*ascii)->hasEightBit());
    EXPECT_TRUE((*eight)->hasEightBit());
}

} // namespace
} // namespace tern::outbox
