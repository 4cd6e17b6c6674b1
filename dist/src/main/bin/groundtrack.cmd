@echo off
rem Runs the groundtrack command. GROUNDTRACK_OPTS holds further options for Java, such as -Xmx4g.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" --add-opens=java.base/java.nio=ALL-UNNAMED -XX:+UseParallelGC -Djava.awt.headless=true %GROUNDTRACK_OPTS% -jar "%~dp0..\lib\groundtrack.jar" %*
exit /b %ERRORLEVEL%
