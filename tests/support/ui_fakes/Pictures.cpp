// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ui_fakes/Pictures.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLocale>
#include <QPixmap>
#include <QThread>
#include <QTranslator>
#include <QWidget>

namespace tern::test {

bool waitFor(const std::function<bool()> &condition, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        if (timer.elapsed() > milliseconds)
            return false;
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QThread::msleep(1);
    }
    return true;
}

void settle()
{
    for (int i = 0; i < 5; ++i) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

bool picture(QWidget &widget, const QString &name)
{
    widget.show();
    settle();
    const QPixmap drawn = widget.grab();
    QDir folder(QStringLiteral(TERN_BINARY_DIR));
    folder.mkpath(QStringLiteral("pictures"));
    return !drawn.isNull() && drawn.save(folder.filePath(QStringLiteral("pictures/") + name + QLatin1String(".png")));
}

ChineseWhile::ChineseWhile() : m_translator(new QTranslator)
{
    m_loaded = m_translator->load(QStringLiteral(":/i18n/tern_zh_CN.qm"));
    if (m_loaded)
        QCoreApplication::installTranslator(m_translator);
    QLocale::setDefault(QLocale(QLocale::Chinese, QLocale::SimplifiedChineseScript, QLocale::China));
}

ChineseWhile::~ChineseWhile()
{
    QCoreApplication::removeTranslator(m_translator);
    delete m_translator;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

} // namespace tern::test
